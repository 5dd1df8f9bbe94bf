using System.Collections.Immutable;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Home;

namespace SafeChange.Analyzers.Foundation;

/// <summary>Every option of the package: what SAFE0001 checks keys against, and what the pages list.</summary>
internal static class Options
{
    public static ImmutableArray<Option> All { get; } = ImmutableArray.Create<Option>(
        JobOptions.HandlerTypes,
        JobOptions.HandlerAttributes,
        JobOptions.EnqueueMethods,
        JobOptions.ExcludedHandlers,
        JobOptions.ReportInProcess,
        MigrationOptions.StartAfter,
        MigrationOptions.Scope,
        MigrationOptions.DownPolicy,
        MigrationOptions.AcceptFreeText,
        MigrationOptions.RequiredNoteFields,
        MigrationOptions.SmallTables,
        MigrationOptions.LargeTables,
        MigrationOptions.SymmetricHelpers,
        MigrationOptions.HelperEffects,
        EngineOptions.GuardMethods,
        EngineOptions.MarkerMembers,
        EngineOptions.AssumeTransactionalInbox,
        EngineOptions.InterproceduralDepth,
        EngineOptions.MethodBudget,
        EngineOptions.FollowInterfaces,
        EffectOptions.AdditionalEffects,
        EffectOptions.EffectFree,
        EffectOptions.IgnoredCounters,
        EffectOptions.LogEntities,
        SecurityOptions.Home,
        SecurityOptions.HomeStrict,
        SecurityOptions.HomeNames,
        SecurityOptions.HomeTypes,
        SecurityOptions.HomeType,
        SecurityOptions.AdditionalSettings,
        SecurityOptions.IgnoredCategories,
        SecurityOptions.AttributeLiterals,
        SecurityOptions.ReportInTests,
        SecurityOptions.RequiredNoteFields);
}
