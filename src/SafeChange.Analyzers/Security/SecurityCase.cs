using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Home;
using SafeChange.Analyzers.Security.Recognition;
using SafeChange.Analyzers.Security.Values;

namespace SafeChange.Analyzers.Security;

/// <summary>One file before its judges: its settings, where they stand, what notes answer for.</summary>
internal sealed class SecurityCase
{
    private readonly SemanticModelAnalysisContext context;
    private readonly SettingCatalog catalog;
    private readonly SecurityHome home;
    private readonly DecisionLog decisions;
    private readonly SettingJudge judge;
    private readonly SettingReader reader;
    private readonly SyntaxTree tree;
    private readonly ImmutableArray<string> ignored;
    private readonly bool judgesAttributeLiterals;
    private readonly HashSet<Location> reportedNotes = [];
    private readonly List<Finding> findings = [];

    public SecurityCase(SemanticModelAnalysisContext context, SettingCatalog catalog, SecurityHome home, DecisionLog decisions)
    {
        this.context = context;
        this.catalog = catalog;
        this.home = home;
        this.decisions = decisions;
        tree = context.SemanticModel.SyntaxTree;
        var values = new ValueReader(type => home.IsHome(type, context.CancellationToken), context.CancellationToken);
        judge = new(values);
        reader = new(catalog, context.SemanticModel, values, context.CancellationToken);
        ignored = SecurityOptions.IgnoredCategories.Read(context.Options, tree);
        judgesAttributeLiterals = SecurityOptions.AttributeLiterals.Read(context.Options, tree);
    }

    public void Judge()
    {
        foreach (var use in reader.Read(tree.GetRoot(context.CancellationToken)))
        {
            Judge(use);
        }

        Flush();
    }

    private void Judge(SettingUse use)
    {
        var setting = use.Setting;
        if (setting.Placement == SettingPlacement.Inventory
            || setting.Placement == SettingPlacement.Endpoint && !(judgesAttributeLiterals && setting.Kind == SettingKind.Attribute)
            || ignored.Contains(SettingCategories.Words[(int)setting.Category], StringComparer.OrdinalIgnoreCase)
            || judge.Judge(use) is not { } verdict
            || SettingPlace.Of(use.Node, context.SemanticModel, context.CancellationToken) is not { } place
            || home.IsExempt(place.Type))
        {
            return;
        }

        if (setting.Placement == SettingPlacement.Endpoint)
        {
            JudgeAttributeLiteral(use, place);
            return;
        }

        var isProcessWide = setting.Scope == SettingScope.Process;
        if (verdict.IsDefault)
        {
            if (verdict.Value is { } held && setting.Scope is SettingScope.Process or SettingScope.App
                && !DevelopmentBlock.Encloses(use.Node, context.SemanticModel, context.CancellationToken))
            {
                decisions.Add(use, place, held, weakens: false, isHome: true);
            }

            return;
        }

        if (!(verdict.IsDecision || isProcessWide) || setting.Placement == SettingPlacement.Local && !verdict.Weakens)
        {
            return;
        }

        var isAtHome = IsAtHome(use, verdict, place);
        var isForDevelopment = DevelopmentBlock.Encloses(use.Node, context.SemanticModel, context.CancellationToken);
        if (verdict.Value is { } value && !isForDevelopment)
        {
            decisions.Add(use, place, value, verdict.Weakens, isAtHome);
        }

        if (isAtHome)
        {
            if (verdict.Weakens && !isForDevelopment && !IsAnswered(use))
            {
                var reason = use.Setting.Risk is { } risk ? $", as it {risk}," : "";
                findings.Add(new(SAFE1022WeakeningUndocumented.Descriptor, DiagnosticSeverity.Info, use, [NameOf(use), place.Name, reason]));
            }

            return;
        }

        var isAnswered = IsAnswered(use);
        if (isAnswered && !IsHeader(use))
        {
            return;
        }

        var isConditional = verdict.IsConditional || verdict.Weakens && !verdict.IsSecret && (ConditionalPaths.IsBehindSwitch(use.Node) || ConditionalPaths.IsAfterCheckOfEvent(use));
        var severity = isProcessWide || verdict.Weakens && !isConditional ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
        if (verdict.IsSecret && use.IsText && place.IsMadeUp(NameOf(use)))
        {
            severity = DiagnosticSeverity.Info;
        }

        if (isForDevelopment)
        {
            severity = severity == DiagnosticSeverity.Warning ? DiagnosticSeverity.Info : DiagnosticSeverity.Hidden;
        }

        findings.Add(new(
            SecurityRules.Of(setting.Category),
            severity,
            use,
            [NameOf(use), place.Name, Risk(use, verdict with { IsConditional = isConditional }, isForDevelopment), NextStep(use)]) { IsAnswered = isAnswered, Weakens = verdict.Weakens });
    }

    private bool IsAtHome(SettingUse use, Verdict verdict, SettingPlace place)
    {
        // A copy of a secret spreads it, whatever the place is called.
        var kind = home.Of(place.Type, tree, context.CancellationToken);
        if (verdict.IsSecret)
        {
            return kind is not (HomeKind.None or HomeKind.Name);
        }

        return kind != HomeKind.None || SettingPlace.IsOfParameter(use, catalog) || IsHeader(use) && place.IsAttributeOf(use.Setting.Name);
    }

    // [RequestSizeLimit(52_428_800)]: the attribute stands where it should; a team may ask that the number has a name.
    private void JudgeAttributeLiteral(SettingUse use, SettingPlace place)
    {
        foreach (var value in use.Values)
        {
            if (ValueReader.Unwrap(value.Operation) is { ConstantValue: { HasValue: true, Value: int or long } } number
                && !(number is IFieldReferenceOperation { Field.ContainingType: { } owner } && home.IsHome(owner, context.CancellationToken))
                && home.Of(place.Type, tree, context.CancellationToken) == HomeKind.None
                && !IsAnswered(use))
            {
                findings.Add(new(SecurityRules.Of(use.Setting.Category), DiagnosticSeverity.Info, use, [NameOf(use), place.Name, "", NextStep(use)]));
                return;
            }
        }
    }

    private bool IsAnswered(SettingUse use)
    {
        if (SecurityNotes.Around(use.Node) is not { } note || note[ChangeNoteField.Security] is not { } reason)
        {
            return false;
        }

        if (!reportedNotes.Add(reason.Location))
        {
            return true;
        }

        if (reason.IsPlaceholder)
        {
            context.ReportDiagnostic(Diagnostic.Create(SAFE0012ChangeNotePlaceholder.Descriptor, reason.Location, "security", NameOf(use), "why it stays here"));
        }
        else
        {
            ReportMissingFields(note, reason, NameOf(use));
        }

        return true;
    }

    private void ReportMissingFields(ChangeNote note, ChangeNoteEntry reason, string name)
    {
        var missing = SecurityOptions.RequiredNoteFields.Read(context.Options, tree)
            .Where(field => Enum.TryParse<ChangeNoteField>(field, ignoreCase: true, out var known) && !note.Documents(known))
            .Select(static field => field.ToLowerInvariant())
            .ToList();
        if (missing.Count > 0)
        {
            var absent = missing.Where(field => Enum.TryParse<ChangeNoteField>(field, ignoreCase: true, out var known) && note[known] is null).ToList();
            context.ReportDiagnostic(Diagnostic.Create(
                SAFE0011ChangeNoteIncomplete.Descriptor,
                reason.Location,
                FixData.MissingNoteFields.Write(ImmutableDictionary<string, string?>.Empty, absent.Count == 0 ? null : string.Join("|", absent)),
                name,
                string.Join(" and ", missing.Select(static field => $"'{field}'")),
                string.Join(" and ", missing.Select(static field => $"'// {field}:'"))));
        }
    }

    private string NextStep(SettingUse use)
    {
        var place = home.Describe(tree);
        return use.Setting switch
        {
            { Category: SettingCategory.Secrets } when use.IsText || use.Setting.Weakening.Tests.Any(static test => test.Kind == WeakeningKind.Literal) =>
                "read it from configuration or a vault and rotate the old value, or say in a '// security:' note why it may stand here",
            _ when use.LacksMembers =>
                $"set {string.Join(" and ", MembersThatLack(use).Select(static member => $"'{member}'"))}, best with values that '{place}' names, or say in a '// security:' note why not",
            { Scope: SettingScope.Process } => $"it holds for the whole process, so set it at start-up, in '{place}', or say in a '// security:' note why it stays here",
            _ => $"decide it in '{place}', or say in a '// security:' note why it stays here",
        };
    }

    private static IEnumerable<string> MembersThatLack(SettingUse use) =>
        use.Setting.Weakening.Tests.Where(static test => test.Kind == WeakeningKind.Lacks).SelectMany(static test => test.Words);

    private static string Risk(SettingUse use, Verdict verdict, bool isForDevelopment)
    {
        var development = isForDevelopment ? ", in development only" : "";
        if (!verdict.Weakens)
        {
            return development;
        }

        var risk = use.Setting.Risk ?? (use.IsText ? "can be read by everybody who has the code" : "weakens security");
        return (verdict.IsConditional ? ", and in some cases it " : ", and it ") + risk + development;
    }

    private static string NameOf(SettingUse use) => use.DisplayName ?? use.Setting.Name;

    private void Flush()
    {
        var wholes = findings.Where(finding => !IsPartOfAnother(finding)).ToList();
        for (var i = 0; i < wholes.Count; i++)
        {
            var first = wholes[i];
            var others = new List<Location>();

            // Headers that are written one after the other are one decision.
            var last = first;
            while (i + 1 < wholes.Count && Follows(last, wholes[i + 1]))
            {
                last = wholes[++i];
                others.Add(last.Use.Name.GetLocation()!);
            }

            if (first.IsAnswered)
            {
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(
                first.Rule, first.Use.Name.GetLocation(), first.Severity, others, ImmutableDictionary<string, string?>.Empty, first.Arguments));
        }
    }

    // options.AddPolicy("any", policy => policy.AllowAnyOrigin().AllowAnyHeader()): one decision, and what weakens says it
    // best; where nothing does, the whole says it.
    private bool IsPartOfAnother(Finding finding) =>
        !finding.Weakens
        && !finding.IsAnswered
        && finding.Severity != DiagnosticSeverity.Warning
        && finding.Use.Node.Span is var own
        && findings.Any(other =>
            other.Rule == finding.Rule
            && other.Use.Node.Span is var span
            && span != own
            && (span.Contains(own) || own.Contains(span) && other.Weakens));

    private static bool Follows(Finding first, Finding second) =>
        IsHeader(first.Use)
        && IsHeader(second.Use)
        && first.Rule.Id == second.Rule.Id
        && (first.IsAnswered || first.Severity == second.Severity && !second.IsAnswered)
        && first.Use.Receiver is { } receiver
        && second.Use.Receiver is { } other
        && receiver.Syntax.ToString() == other.Syntax.ToString()
        && first.Use.Node.FirstAncestorOrSelf<StatementSyntax>() is { } statement
        && second.Use.Node.FirstAncestorOrSelf<StatementSyntax>() is { } next
        && statement.Parent == next.Parent
        && statement.FullSpan.End == next.FullSpan.Start;

    private static bool IsHeader(SettingUse use) => use.Setting.Kind == SettingKind.Header || use.Setting.IsTypedHeader;

    private sealed record Finding(DiagnosticDescriptor Rule, DiagnosticSeverity Severity, SettingUse Use, object[] Arguments)
    {
        /// <summary>Whether a note answers for it, and for the headers that are written right behind it.</summary>
        public bool IsAnswered { get; init; }

        /// <summary>Whether the value weakens, be it on some paths only.</summary>
        public bool Weakens { get; init; }
    }
}
