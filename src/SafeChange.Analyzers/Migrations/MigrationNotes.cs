using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>What the nearest note says: a reason, a skeleton that nobody has filled in, or nothing.</summary>
internal readonly record struct NoteVerdict(bool IsDocumented, ChangeNoteEntry? Skeleton)
{
    public static NoteVerdict None { get; } = default;

    public static NoteVerdict Documented { get; } = new(true, null);

    /// <summary>The note that documents; null where something else does, such as a reason in the text of a comment.</summary>
    public ChangeNote? Note { get; init; }

    public bool IsNone => !IsDocumented && Skeleton is null;

    /// <summary>The nearer verdict, or the other where there is none.</summary>
    public NoteVerdict Or(Func<NoteVerdict> farther) => IsNone ? farther() : this;
}

/// <summary>Finds the rollback notes of a migration: on a statement, on a member, in Down, on the class.</summary>
internal sealed class MigrationNotes(Migration migration, bool acceptFreeText)
{
    /// <summary>The note on one operation alone.</summary>
    public NoteVerdict OnOperation(SchemaOperation operation) =>
        FromStatement(operation.Syntax).Or(() => operation.Site == operation.Syntax ? NoteVerdict.None : FromStatement(operation.Site));

    /// <summary>The note that answers for a loss: on the operation, in or on Down, on Up, on the class.</summary>
    public NoteVerdict ForOperation(SchemaOperation operation) => OnOperation(operation).Or(ForMigration);

    /// <summary>The note that answers for the migration as a whole: in or on Down, on Up, on the class.</summary>
    public NoteVerdict ForMigration() =>
        InDown().Or(() => OnMember(migration.Up)).Or(OnType);

    /// <summary>Every note on the migration as a whole, whichever of them answers.</summary>
    public IEnumerable<ChangeNote> OfMigration() =>
        new[] { OnMember(migration.Down), InDown(), OnMember(migration.Up), OnType() }.Select(static verdict => verdict.Note).OfType<ChangeNote>();

    /// <summary>Whether a note or a reason in Down speaks of the object by its name.</summary>
    public bool DownSpeaksOf(SchemaOperation operation)
    {
        if (migration.Down.Declaration is not { } declaration)
        {
            return false;
        }

        var name = operation.Kind == SchemaObjectKind.Rows ? operation.Table?.ToString() : operation.Name.ToString();
        return name is { Length: > 0 }
            && ((ChangeNoteReader.FromComments(declaration)?[ChangeNoteField.Rollback] is { IsPlaceholder: false } note && SqlText.Mentions(note.Value, name))
                || (acceptFreeText && ChangeNoteReader.FreeTextReason(declaration) is { } reason && SqlText.Mentions(reason, name)));
    }

    private NoteVerdict InDown()
    {
        if (migration.Down is not { Declaration: { } declaration } down)
        {
            return NoteVerdict.None;
        }

        var verdict = Read(ChangeNoteReader.FromComments(declaration)).Or(() => Read(ChangeNoteReader.FromAttributes(down.Symbol)));
        if (!verdict.IsNone)
        {
            return verdict;
        }

        return down.Refusal is { } refusal && (!refusal.IsMessageKnown || (refusal.Message is { } message && PlaceholderText.IsReason(message)))
            || (acceptFreeText && Body(declaration) is { } body && ChangeNoteReader.FreeTextReason(body) is not null)
            ? NoteVerdict.Documented
            : NoteVerdict.None;
    }

    private static NoteVerdict OnMember(MigrationMethod method) =>
        method is { Origin: not MethodOrigin.Framework, Declaration: { } declaration }
            ? Read(ChangeNoteReader.FromTrivia(declaration.GetLeadingTrivia())).Or(() => Read(ChangeNoteReader.FromAttributes(method.Symbol)))
            : NoteVerdict.None;

    private NoteVerdict OnType()
    {
        foreach (var part in migration.Type.DeclaringSyntaxReferences)
        {
            // The Designer's part is EF Core's, and long: nobody writes notes there.
            if (!part.SyntaxTree.FilePath.EndsWith(".Designer.cs", StringComparison.OrdinalIgnoreCase)
                && Read(ChangeNoteReader.FromTrivia(part.GetSyntax().GetLeadingTrivia())) is { IsNone: false } verdict)
            {
                return verdict;
            }
        }

        return Read(ChangeNoteReader.FromAttributes(migration.Type));
    }

    private static NoteVerdict FromStatement(SyntaxNode syntax)
    {
        if (syntax.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return NoteVerdict.None;
        }

        return Read(ChangeNoteReader.FromTrivia(statement.GetLeadingTrivia())).Or(() => Read(ChangeNoteReader.FromTrivia(statement.GetTrailingTrivia())));
    }

    private static NoteVerdict Read(ChangeNote? note) =>
        note is null ? NoteVerdict.None
        : note.Documents(ChangeNoteField.Rollback) ? NoteVerdict.Documented with { Note = note }
        : note[ChangeNoteField.Rollback] is { } skeleton ? new NoteVerdict(false, skeleton)
        : NoteVerdict.None;

    private static SyntaxNode? Body(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        _ => declaration,
    };
}
