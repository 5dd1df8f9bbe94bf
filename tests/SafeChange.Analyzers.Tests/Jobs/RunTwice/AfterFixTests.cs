using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>What a fix makes of a handler that repeats something repeats nothing.</summary>
public sealed class AfterFixTests
{
    [Theory]
    [InlineData(typeof(CheckMarkerFix), "A receipt is mailed and noted, and the note is not read")]
    [InlineData(typeof(CheckMarkerFix), "When an invite was mailed is written and not asked")]
    [InlineData(typeof(CheckMarkerFix), "Readers are reminded, and that is noted for nobody")]
    [InlineData(typeof(InsertOnceFix), "A row is added whose key the database makes")]
    [InlineData(typeof(CatchDuplicateFix), "A row is added whose key the database makes")]
    [InlineData(typeof(SaveProgressFix), "Reminders are noted after all of them were mailed")]
    [InlineData(typeof(SaveProgressFix), "A service works off uploads and marks them at the end")]
    [InlineData(typeof(DeriveKeyFix), "A card is charged without a key")]
    [InlineData(typeof(DeriveKeyFix), "A card is charged with a key that is new each time")]
    [InlineData(typeof(DeriveKeyFix), "An order is posted to the warehouse with a new key each time")]
    [InlineData(typeof(AddIdempotencyHeaderFix), "An order is posted to the warehouse without a key")]
    [InlineData(typeof(AddIdempotencyHeaderFix), "An invoice is posted to another service without a key")]
    [InlineData(typeof(AddIdempotencyHeaderFix), "A function posts each record of a batch")]
    public Task A_second_run_changes_nothing(Type fix, string name) => AfterFix(fix, HandlerCases.Named(name));

    [Theory]
    [InlineData("Reminders are noted after all of them were mailed")]
    [InlineData("A service works off uploads and marks them at the end")]
    public Task What_is_marked_first_is_not_done_twice(string name) =>
        // A run that is cut short leaves one undone, as the fix says.
        AfterFix(typeof(MarkFirstFix), HandlerCases.Named(name) with { RefusedAt = null });

    private static Task AfterFix(Type fix, HandlerCase handler) =>
        Redelivery.AfterFix(handler, new JobAnalyzer(), (CodeFixProvider)Activator.CreateInstance(fix)!, fix.Name);
}
