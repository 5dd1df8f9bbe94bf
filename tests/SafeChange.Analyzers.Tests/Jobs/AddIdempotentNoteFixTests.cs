using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class AddIdempotentNoteFixTests
{
    private const string Note = "{|SAFE0012:// idempotent: <why is a second run harmless?>|}";

    private static readonly Verify<JobAnalyzer, AddIdempotentNoteFix> Verify = new(References.Hangfire);

    [Fact]
    public Task A_note_is_put_above_each_statement() => Verify.Fixes(
        JobSource.Of(
            """
            public async Task RunAsync(int id, CancellationToken ct)
            {
                // a word to the reader
                await mail.{|SAFE2005:SendAsync|}("a", ct); // first
                if (id > 1)
                {
                    await mail.{|SAFE2005:SendAsync|}("b", ct);
                }
                else if (id < 0)
                    await mail.{|SAFE2005:SendAsync|}("c", ct);
            }
            """),
        JobSource.Of(
            $$"""
            public async Task RunAsync(int id, CancellationToken ct)
            {
                // a word to the reader
                {{Note}}
                await mail.SendAsync("a", ct); // first
                if (id > 1)
                {
                    {{Note}}
                    await mail.SendAsync("b", ct);
                }
                else if (id < 0)
                    {{Note}}
                    await mail.SendAsync("c", ct);
            }
            """));

    [Fact]
    public Task A_member_that_is_an_expression_gets_it_itself() => Verify.Fixes(
        JobSource.Of("/// <summary>Sends.</summary>\npublic Task RunAsync(int id) =>\n    mail.{|SAFE2005:SendAsync|}(\"a\");", "j.RunAsync(1)"),
        JobSource.Of("/// <summary>Sends.</summary>\n" + Note + "\npublic Task RunAsync(int id) =>\n    mail.SendAsync(\"a\");", "j.RunAsync(1)"));

    [Fact]
    public Task A_marker_that_nobody_asks_has_its_note_at_the_marker() => Verify.Fixes(
        JobSource.Of("public void RunAsync(int id)\n{\n    var letter = db.Letters.Single(l => l.Id == id);\n    mail.Send(letter.To);\n    {|SAFE2007:letter.EmailSent|} = true;\n    db.SaveChanges();\n}", "j.RunAsync(1)"),
        JobSource.Of("public void RunAsync(int id)\n{\n    var letter = db.Letters.Single(l => l.Id == id);\n    mail.Send(letter.To);\n    " + Note + "\n    letter.EmailSent = true;\n    db.SaveChanges();\n}", "j.RunAsync(1)"));

    [Fact]
    public Task One_note_does_for_a_statement_with_two_effects() => Verify.Fixes(
        JobSource.Of("public async Task RunAsync(int id)\n{\n    await Task.WhenAll(mail.{|SAFE2005:SendAsync|}(\"a\"), mail.{|SAFE2005:SendAsync|}(\"b\"));\n}", "j.RunAsync(1)"),
        JobSource.Of("public async Task RunAsync(int id)\n{\n    " + Note + "\n    await Task.WhenAll(mail.SendAsync(\"a\"), mail.SendAsync(\"b\"));\n}", "j.RunAsync(1)"));

    [Fact]
    public Task Several_statements_on_a_line_are_left_to_a_person() => Verify.NoFix(
        JobSource.Of("public async Task RunAsync(int id) { await mail.{|SAFE2005:SendAsync|}(\"a\"); await Task.Yield(); }", "j.RunAsync(1)"));
}
