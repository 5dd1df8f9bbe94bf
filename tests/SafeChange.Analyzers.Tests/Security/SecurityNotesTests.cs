using System;
using System.Linq;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Security;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>The place that is asked about is marked by the name <c>Here</c>.</summary>
public sealed class SecurityNotesTests
{
    [Theory]
    // Statements, and what is around them.
    [InlineData("class C { void M() {\n// security: r\nx.Here = false; } }")]
    [InlineData("class C { void M() {\nx.Here = false; // security: r\n} }")]
    [InlineData("class C { void M() {\n// security: r\nif (a) { x.Here = false; } } }")]
    [InlineData("class C { void M() {\n// security: r\nlock (a)\n{\n b();\n x.Here = false;\n } } }")]
    [InlineData("// security: r\nx.Here = false;")]
    [InlineData("using System;\n\n/* security: r */\nx.Here = false;")]
    // Lambdas, members, types.
    [InlineData("class C { void M() { a(b,\n// security: r\nx => { x.Here = false; }); } }")]
    [InlineData("class C {\n// security: r\nvoid M() { a(); x.Here = false; } }")]
    [InlineData("class C {\n/// <summary>Does it.</summary>\n// security: r\n[A] void M() { a(); x.Here = false; } }")]
    [InlineData("class C {\n/// <summary>Does it.</summary>\n/// <remarks>security: r</remarks>\nvoid M() => x.Here = false; }")]
    [InlineData("namespace N;\n// security: r\nclass C { void M() { a(); x.Here = false; } }")]
    [InlineData("class C { public bool Here { get; init; } = false; // security: r\n}")]
    [InlineData("class C { public bool Here { get; init; } // security: r\n}")]
    [InlineData("class C { bool P { get { return true; }\n// security: r\nset { x.Here = value; } } }")]
    // Elements of an initializer.
    [InlineData("class C { X x = new()\n{\n A = 1,\n // security: r\n Here = false,\n B = 2,\n}; }")]
    [InlineData("class C { X x = new()\n{\n A = 1,\n Here = false, // security: r\n B = 2,\n}; }")]
    [InlineData("class C { X x = new()\n{\n A = 1,\n Here = false // security: r\n}; }")]
    [InlineData("class C { X x = new()\n{\n A = 1,\n // security: r\n B = new() { Here = false },\n}; }")]
    [InlineData("class C { X x = y with\n{\n // security: r\n Here = false\n}; }")]
    [InlineData("class C { X[] x =\n[\n // security: r\n Here,\n B,\n]; }")]
    // Arguments, attributes, arms, links.
    [InlineData("class C { void M() { a(\n b,\n // security: r\n Here); } }")]
    [InlineData("class C { void M() { a(\n Here, // security: r\n b); } }")]
    [InlineData("class C {\n[A]\n// security: r\n[Here]\nvoid M() { } }")]
    [InlineData("class C {\n[A]\n[Here] // security: r\nvoid M() { } }")]
    [InlineData("class C { bool M(int i) => i switch\n{\n 1 => true,\n // security: r\n 2 => Here,\n _ => false };\n}")]
    [InlineData("class C { void M() { b.A()\n // security: r\n .Here()\n .B(); } }")]
    [InlineData("class C { void M() { b.A()\n // security: r\n .B(c => c.Here())\n .D(); } }")]
    [InlineData("enum E { A,\n// security: r\nHere = 1, B }")]
    public void A_note_is_found(string source)
    {
        var note = SecurityNotes.Around(Place(source));

        Assert.Equal("r", note?[ChangeNoteField.Security]?.Value);
        Assert.False(SecurityNotes.IsSkeleton(note!));
    }

    [Theory]
    [InlineData("class C { void M() {\n// security: r\na();\nx.Here = false; } }")]
    [InlineData("class C { void M() {\na(); // security: r\nx.Here = false; } }")]
    [InlineData("class C { void M() {\nx.Here = false;\n// security: r\na(); } }")]
    [InlineData("class C { void M() {\nx.Here = false;\n} // security: r\n}")]
    [InlineData("class C { void M()\n{\n x.Here = false;\n} // security: r\n\nvoid N() { } }")]
    [InlineData("class C { void M() {\n// rollback: r\nx.Here = false; } }")]
    [InlineData("class C { void M() {\n// about security: r\nx.Here = false; } }")]
    [InlineData("class C { X x = new()\n{\n // security: r\n A = 1,\n Here = false,\n}; }")]
    [InlineData("class C { X x = new()\n{\n A = 1, // security: r\n Here = false,\n}; }")]
    [InlineData("class C { X x = new()\n{\n Here = false,\n // security: r\n B = 2,\n}; }")]
    [InlineData("class C {\n// security: r\nvoid N() { }\nvoid M() { x.Here = false; } }")]
    [InlineData("// security: r\nnamespace N;\nclass C { void M() { x.Here = false; } }")]
    [InlineData("class C {\n[A] // security: r\n[Here]\nvoid M() { } }")]
    [InlineData("class C { void M() { b.A()\n .Here()\n // security: r\n .B(); } }")]
    [InlineData("class C { void M() { b.A(c => c.Here())\n // security: r\n .B(); } }")]
    [InlineData("[SecuritySettings(\"r\")] class C { void M() { x.Here = false; } }")]
    public void What_is_about_something_else_is_not(string source) => Assert.Null(SecurityNotes.Around(Place(source)));

    [Fact]
    public void The_nearest_note_wins()
    {
        const string source = "// security: far\nclass C {\n// security: near\nvoid M() {\n// owner: payments\nx.Here = false; } }";

        Assert.Equal("near", SecurityNotes.Around(Place(source))![ChangeNoteField.Security]!.Value);
    }

    [Fact]
    public void The_other_fields_come_with_it()
    {
        var note = Note("// security: the partner frames us\n// owner: payments\n// expected: only the partner's page\n// rollback: delete the line");

        Assert.Equal("the partner frames us", note[ChangeNoteField.Security]!.Value);
        Assert.Equal("payments", note[ChangeNoteField.Owner]!.Value);
        Assert.Equal("only the partner's page", note[ChangeNoteField.Expected]!.Value);
        Assert.Equal("delete the line", note[ChangeNoteField.Rollback]!.Value);
    }

    [Fact]
    public void All_may_stand_on_one_line()
    {
        var note = Note("// security: owner=payments; expected=only payments.example.org calls ShareKey; rollback=delete the three headers; and the test");

        Assert.False(SecurityNotes.IsSkeleton(note));
        Assert.Equal("payments", note[ChangeNoteField.Owner]!.Value);
        Assert.Equal("only payments.example.org calls ShareKey", note[ChangeNoteField.Expected]!.Value);
        Assert.Equal("delete the three headers; and the test", note[ChangeNoteField.Rollback]!.Value);
    }

    [Fact]
    public void A_reason_may_stand_before_the_keys()
    {
        var note = Note("// security: the partner frames us; Owner = payments");

        Assert.Equal("the partner frames us", note[ChangeNoteField.Security]!.Value);
        Assert.Equal("payments", note[ChangeNoteField.Owner]!.Value);
        Assert.Null(note[ChangeNoteField.Rollback]);
    }

    [Theory]
    [InlineData("// security: a=b; c=d")]
    [InlineData("// security: the cookie has x=y in it")]
    public void What_has_none_of_the_keys_is_a_reason(string comment)
    {
        var note = Note(comment);

        Assert.Equal(comment["// security: ".Length..], note[ChangeNoteField.Security]!.Value);
        Assert.False(SecurityNotes.IsSkeleton(note));
    }

    [Theory]
    [InlineData("// security: <why does it stay here?>")]
    [InlineData("// security:")]
    [InlineData("// security: TODO")]
    [InlineData("// security: <why does it stay here?>\n// owner:\n// expected:\n// rollback:")]
    [InlineData("// security: owner=; expected=a page; rollback=delete it")]
    [InlineData("// security: owner=payments; expected=TODO; rollback=delete it")]
    [InlineData("// security: owner=payments; expected=a page; rollback=<how?>")]
    [InlineData("// security: TBD; owner=payments")]
    public void A_placeholder_is_a_skeleton(string comment) => Assert.True(SecurityNotes.IsSkeleton(Note(comment)));

    [Fact]
    public void No_code_is_too_broken() =>
        Gen.String[Gen.Char["{}()[];,.=<>\n/*\"x "], 0, 60].Sample(text =>
        {
            var root = CSharpSyntaxTree.ParseText("class C { void M() { // security: r\n" + text + "} }").GetRoot();
            Assert.All(root.DescendantNodesAndSelf(), node => Assert.True(SecurityNotes.Around(node) is null or { Entries.Length: > 0 }));
        });

    private static ChangeNote Note(string comment) => SecurityNotes.Around(Place("class C { void M() {\n" + comment + "\nx.Here = false; } }"))!;

    // The innermost node, as an operation's syntax would be: the assignment, the call, the attribute, the declaration.
    private static SyntaxNode Place(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var token = root.DescendantTokens().Single(token => token.Text == "Here");
        return token.Parent!.AncestorsAndSelf().First(node => node is not NameSyntax and not MemberAccessExpressionSyntax || node.Parent is ArgumentSyntax or CollectionElementSyntax or SwitchExpressionArmSyntax);
    }
}
