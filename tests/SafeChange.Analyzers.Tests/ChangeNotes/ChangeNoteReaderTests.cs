using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.ChangeNotes;
using Xunit;

namespace SafeChange.Analyzers.Tests.ChangeNotes;

public class ChangeNoteReaderTests
{
    [Fact]
    public void A_comment_directive_gives_its_fields()
    {
        var note = Read("""
            // rollback: the column comes back empty; restore values from backup table users_phone_20261122
            // owner:    @identity-team
            // expected: sign-in error rate stays below 0.1 %
            """)!;

        Assert.Equal("the column comes back empty; restore values from backup table users_phone_20261122", note[ChangeNoteField.Rollback]!.Value);
        Assert.Equal("@identity-team", note[ChangeNoteField.Owner]!.Value);
        Assert.Equal("sign-in error rate stays below 0.1 %", note[ChangeNoteField.Expected]!.Value);
        Assert.True(note.Documents(ChangeNoteField.Rollback));
        Assert.False(note.IsSkeleton(ChangeNoteField.Rollback));
        Assert.Null(note[ChangeNoteField.Security]);
    }

    [Theory]
    [InlineData("// ROLLBACK : restore the backup")]
    [InlineData("// undo: restore the backup")]
    [InlineData("// Revert: restore the backup")]
    [InlineData("//down:restore the backup")]
    [InlineData("/* rollback: restore\n   the backup */")]
    [InlineData("/*\n * rollback: restore\n * the backup\n */")]
    [InlineData("// rollback: restore\n//           the backup")]
    [InlineData("/// <remarks>rollback: restore the backup</remarks>")]
    [InlineData("/// <summary>Adds a phone.</summary>\n/// <remarks>\n/// rollback: restore the backup\n/// </remarks>")]
    public void The_forms_of_a_comment_are_all_read(string comment)
    {
        // With and without documentation comments, which are plain comments in most builds.
        Assert.Equal("restore the backup", Read(comment, DocumentationMode.None)![ChangeNoteField.Rollback]!.Value);
        Assert.Equal("restore the backup", Read(comment, DocumentationMode.Diagnose)![ChangeNoteField.Rollback]!.Value);
    }

    [Theory]
    [InlineData("// rollback")]
    [InlineData("// to rollback: see the wiki")]
    [InlineData("// see https://example.org/rollback")]
    [InlineData("// a longer sentence: with a colon")]
    [InlineData("// TODO: rollback")]
    public void What_only_looks_like_a_note_is_none(string comment) => Assert.Null(Read(comment));

    [Theory]
    [InlineData("")]
    [InlineData("TODO")]
    [InlineData("todo: ask Ada about the phone numbers")]
    [InlineData("TBD")]
    [InlineData("?")]
    [InlineData("-")]
    [InlineData("none")]
    [InlineData("n/a")]
    [InlineData("not supported")]
    [InlineData("Not supported.")]
    [InlineData("no-op")]
    [InlineData("This migration cannot be reverted")]
    [InlineData("Method intentionally left empty.")]
    [InlineData("add the downgrade logic if necessary")]
    [InlineData("<how 'Users.Phone' is restored, or why it need not be>")]
    public void A_placeholder_documents_nothing(string value)
    {
        var note = Read("// rollback: " + value)!;

        Assert.False(note.Documents(ChangeNoteField.Rollback));
        Assert.True(note.IsSkeleton(ChangeNoteField.Rollback));
    }

    [Theory]
    [InlineData("restore users_phone")]
    [InlineData("none, the importer ignores the column")]
    [InlineData("not needed: the table is a cache")]
    [InlineData("run Down; values < 10 stay")]
    [InlineData("release 4.2")]
    public void A_few_words_that_say_something_are_enough(string value) =>
        Assert.True(Read("// rollback: " + value)!.Documents(ChangeNoteField.Rollback));

    [Fact]
    public void A_field_that_stands_twice_is_the_written_one()
    {
        var note = Read("// rollback:\n// rollback: restore the backup")!;

        Assert.Equal("restore the backup", note[ChangeNoteField.Rollback]!.Value);
        Assert.False(note.IsSkeleton(ChangeNoteField.Rollback));
    }

    [Fact]
    public void Every_field_has_its_key()
    {
        var note = Read("// rollback: a b\n// owner: c\n// expected: d\n// why: e\n// command: f\n// result: g\n// shipped: h\n// idempotent: i\n// security: j")!;

        Assert.Equal(["a b", "c", "d", "e", "f", "g", "h", "i", "j"], System.Enum.GetValues<ChangeNoteField>().Select(field => note[field]!.Value));
    }

    [Fact]
    public void Comments_of_SQL_are_read()
    {
        var note = ChangeNoteReader.FromSql(
            "-- rollback: restore the backup\r\n--   of the release\r\n/* owner: @dba */\nDROP TABLE T; -- not a note: this", Location.None)!;

        Assert.Equal("restore the backup of the release", note[ChangeNoteField.Rollback]!.Value);
        Assert.Equal("@dba", note[ChangeNoteField.Owner]!.Value);
        Assert.Null(ChangeNoteReader.FromSql("DROP TABLE T;", Location.None));
    }

    [Theory]
    [InlineData("[ChangeNote(Rollback = \"restore the backup\", Owner = \"@dba\")]", nameof(ChangeNoteField.Rollback), "restore the backup")]
    [InlineData("[ChangeNote(\"restore the backup\")]", nameof(ChangeNoteField.Rollback), "restore the backup")]
    [InlineData("[Idempotent(\"keyed by order id\")]", nameof(ChangeNoteField.Idempotent), "keyed by order id")]
    [InlineData("[Idempotent(Reason = \"keyed by order id\")]", nameof(ChangeNoteField.Idempotent), "keyed by order id")]
    [InlineData("[SecuritySettings(\"the login page needs it\")]", nameof(ChangeNoteField.Security), "the login page needs it")]
    public void Attributes_are_matched_by_their_name(string attribute, string fieldName, string value)
    {
        var field = System.Enum.Parse<ChangeNoteField>(fieldName);
        var note = ChangeNoteReader.FromAttributes(Class(attribute))!;

        Assert.Equal(value, note[field]!.Value);
        Assert.True(note.Documents(field));
        Assert.True(note[field]!.Location.IsInSource);
    }

    [Fact]
    public void An_attribute_without_a_reason_is_a_skeleton()
    {
        Assert.True(ChangeNoteReader.FromAttributes(Class("[Idempotent]"))!.IsSkeleton(ChangeNoteField.Idempotent));
        Assert.Null(ChangeNoteReader.FromAttributes(Class("[System.Obsolete(\"rollback: no\")]")));
    }

    [Theory]
    [InlineData("// The users were merged, their old names are gone.", "The users were merged, their old names are gone.")]
    [InlineData("// The users were merged,\n// the names are gone", "The users were merged, the names are gone")]
    [InlineData("// Not needed", null)]
    [InlineData("// We do not support the downgrade of this migration", null)]
    [InlineData("// TODO restore the users from the backup table", null)]
    [InlineData("// b.DropTable(\"the old users of the shop\");", null)]
    [InlineData("// Not written yet: AddColumn 'Users.Phone' needs the definition of the column", null)]
    public void A_sentence_is_a_reason_and_a_phrase_is_not(string comment, string? reason)
    {
        var body = SyntaxFactory.ParseCompilationUnit($"class C {{ void M() {{\n{comment}\n}} }}").DescendantNodes().OfType<BlockSyntax>().Single();

        Assert.Equal(reason, ChangeNoteReader.FreeTextReason(body));
    }

    [Fact]
    public void The_place_of_a_field_is_its_line()
    {
        var tree = CSharpSyntaxTree.ParseText("/* owner: @dba\n * rollback: TODO\n */\nclass C { }");
        var entry = ChangeNoteReader.FromTrivia(tree.GetRoot().GetLeadingTrivia())![ChangeNoteField.Rollback]!;

        Assert.Equal("* rollback: TODO", tree.GetText().ToString(entry.Location.SourceSpan));
    }

    private static ChangeNote? Read(string comment, DocumentationMode documentation = DocumentationMode.None) =>
        ChangeNoteReader.FromTrivia(CSharpSyntaxTree.ParseText(comment + "\nclass C { }", new CSharpParseOptions(documentationMode: documentation)).GetRoot().DescendantNodes().First().GetLeadingTrivia());

    private static INamedTypeSymbol Class(string attribute)
    {
        var tree = CSharpSyntaxTree.ParseText($$"""
            {{attribute}} class C { }
            class ChangeNoteAttribute : System.Attribute { public ChangeNoteAttribute(string rollback = null) { } public string Rollback, Owner, Expected; }
            class IdempotentAttribute : System.Attribute { public IdempotentAttribute() { } public IdempotentAttribute(string reason) { } public string Reason; }
            class SecuritySettingsAttribute : System.Attribute { public SecuritySettingsAttribute(string reason) { } }
            """);
        return CSharpCompilation.Create("Notes", [tree], Verification.References.NoFramework).GetTypeByMetadataName("C")!;
    }
}
