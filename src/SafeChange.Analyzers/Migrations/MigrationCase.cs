using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// One migration before its judges: what was read of it, what the symbolic schema says, and which notes stand by it.
/// Everything is worked out once, when the first rule asks.
/// </summary>
internal sealed class MigrationCase
{
    private readonly Lazy<ImmutableArray<Finding>> findings;
    private readonly Lazy<ImmutableArray<SchemaOperation>> netEffect;
    private readonly Lazy<ImmutableArray<ReversalStep>> plan;
    private readonly Lazy<ImmutableArray<Finding>> findingsOfBranches;
    private readonly Lazy<ImmutableArray<OrderConflict>> orderConflicts;
    private readonly Lazy<RawSqlChanges> sqlChanges;
    private readonly Lazy<SchemaHistory> history;
    private readonly Lazy<SchemaState> afterUp;
    private readonly Action<Diagnostic> report;
    private readonly HashSet<Location> reportedNotes = [];
    private MigrationSettings? settings;
    private MigrationNotes? notes;

    /// <param name="migration">The migration.</param>
    /// <param name="options">What is known of the project.</param>
    /// <param name="before">Replays the migrations before; asked when something is restored, and once.</param>
    /// <param name="report">Where diagnostics go.</param>
    public MigrationCase(Migration migration, SymmetryOptions options, Func<SchemaHistory> before, Action<Diagnostic> report)
    {
        history = new(before);
        Migration = migration;
        Options = options;
        this.report = report;
        findings = new(() => IsReadable ? Symmetry.Compare(Up.Operations, Down.Operations, options) : ImmutableArray<Finding>.Empty);
        findingsOfBranches = new(() => IsReadable ? Symmetry.CompareBranches(Up.Operations, Down.Operations, options) : ImmutableArray<Finding>.Empty);
        orderConflicts = new(() => SAFE3014DownOrderBreaks.Conflicts(migration, options));
        netEffect = new(() => Symmetry.NetEffect(Up.Operations, options));
        plan = new(() =>
            Reversal.Plan(Up.Operations, options) is var fromUp && fromUp.All(static step => step.IsComplete)
                ? fromUp
                : Reversal.Plan(Up.Operations, options, History));
        sqlChanges = new(() => new RawSqlChanges(this));
        afterUp = new(() => Symmetry.After(Up.Operations, options));
    }

    public Migration Migration { get; }

    public SymmetryOptions Options { get; }

    /// <summary>The notes, as the rule that the case is before takes them.</summary>
    public MigrationNotes Notes => notes ??= new MigrationNotes(Migration, settings?.AcceptFreeText ?? true);

    /// <summary>The tables that the options name.</summary>
    public TableLists Tables => settings?.Tables ?? TableLists.None;

    /// <summary>What the team asks notes to say.</summary>
    public ImmutableArray<ChangeNoteField> RequiredNoteFields => settings?.RequiredNoteFields ?? ImmutableArray<ChangeNoteField>.Empty;

    /// <summary>What the team asks of Down.</summary>
    public DownPolicy Policy => settings?.Policy ?? DownPolicy.Documented;

    public MigrationMethod Up => Migration.Up;

    public MigrationMethod Down => Migration.Down;

    public string Name => Migration.Type.Name;

    /// <summary>The same case, before a rule for which the options are set so; what is worked out is shared.</summary>
    public MigrationCase With(MigrationSettings forRule)
    {
        var copy = (MigrationCase)MemberwiseClone();
        (copy.settings, copy.notes) = (forRule, null);
        return copy;
    }

    /// <summary>Whether both halves were read to the end: without that, nothing is concluded from what is missing.</summary>
    public bool IsReadable => !Up.IsOpaque && !Down.IsOpaque;

    /// <summary>Whether Down is there and does nothing at all.</summary>
    public bool IsDownEmpty =>
        Down is { Origin: not MethodOrigin.Framework, IsOpaque: false, Refusal: null, Operations.IsEmpty: true };

    /// <summary>What the schema after Up and Down says.</summary>
    public ImmutableArray<Finding> Findings => findings.Value;

    /// <summary>The operations of Up that are undone under some providers only.</summary>
    public ImmutableArray<Finding> FindingsOfBranches => findingsOfBranches.Value;

    /// <summary>The operations of Down that fail where they stand.</summary>
    public ImmutableArray<OrderConflict> OrderConflicts => orderConflicts.Value;

    /// <summary>The operations of Up whose effect is there when Up has run.</summary>
    public ImmutableArray<SchemaOperation> NetEffect => netEffect.Value;

    /// <summary>The schema as Up leaves it, all branches run.</summary>
    public SchemaState AfterUp => afterUp.Value;

    /// <summary>The schema before Up, as the migrations before have left it.</summary>
    public SchemaHistory History => history.Value;

    /// <summary>How Up is taken back, as far as Up itself tells, or else the migrations before.</summary>
    public ImmutableArray<ReversalStep> Plan => plan.Value;

    /// <summary>What the raw SQL of Up leaves changed.</summary>
    public RawSqlChanges SqlChanges => sqlChanges.Value;

    /// <summary>Whether everything that Up does can be undone, from what Up says or the migrations before.</summary>
    public bool IsUpReversible =>
        !Up.IsOpaque && !Plan.IsEmpty && Plan.All(static step => IsWritable(step));

    /// <summary>Whether it is known for certain how that operation is undone.</summary>
    public bool CanBeUndone(SchemaOperation operation) =>
        !Up.IsOpaque && Plan.Any(step => ReferenceEquals(step.Of, operation)) && Plan.All(step => !ReferenceEquals(step.Of, operation) || IsWritable(step));

    /// <summary>Whether the team insists that what can be undone is undone, whatever a note says.</summary>
    public bool IsDemanded(bool canBeUndone) => canBeUndone && Policy == DownPolicy.Reversible;

    /// <summary>The class name, where Up stands; the place of findings about what is not there.</summary>
    public Location TypeLocation
    {
        get
        {
            var own = Up.Declaration?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
            return own is not null && Migration.Type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == own.SyntaxTree && part.Span == own.Span)
                ? own.Identifier.GetLocation()
                : Migration.Type.Locations.FirstOrDefault(static location => location.IsInSource) ?? Location.None;
        }
    }

    /// <summary>The name of Down where it stands in the class, else the class name.</summary>
    public Location DownLocation =>
        Down is { Origin: MethodOrigin.Own, Declaration: MethodDeclarationSyntax down } ? down.Identifier.GetLocation() : TypeLocation;

    public void Report(DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        report(Diagnostic.Create(rule, location, arguments));

    /// <summary>Reports with a severity below the rule's own.</summary>
    public void Report(DiagnosticDescriptor rule, DiagnosticSeverity severity, Location location, params object[] arguments) =>
        report(Diagnostic.Create(rule, location, severity, additionalLocations: null, properties: null, arguments));

    public void Report(
        DiagnosticDescriptor rule, Location location, ImmutableDictionary<string, string?> data, ImmutableArray<Location> others, params object[] arguments) =>
        report(Diagnostic.Create(rule, location, others, data, arguments));

    /// <summary>
    /// Whether a note answers for a finding. Where only a skeleton stands, the finding gives way to one SAFE0012 at
    /// the note.
    /// </summary>
    public bool IsAnswered(NoteVerdict verdict)
    {
        if (verdict.Skeleton is { } skeleton)
        {
            // Once, however many findings it answers for.
            if (reportedNotes.Add(skeleton.Location))
            {
                report(Diagnostic.Create(
                    SAFE0012ChangeNotePlaceholder.Descriptor, skeleton.Location, "rollback", Name, "how the change is taken back, or why it need not be"));
            }

            return true;
        }

        return verdict.IsDocumented;
    }

    /// <summary>Whether a note excuses what is not undone, which it cannot where the team insists.</summary>
    public bool IsExcused(NoteVerdict verdict, bool canBeUndone) => !IsDemanded(canBeUndone) && IsAnswered(verdict);

    private static bool IsWritable(ReversalStep step) =>
        step is { IsComplete: true, IsCertain: true } && (step.Of.Condition.IsAlways || step.Of.Condition.Code is not null);
}
