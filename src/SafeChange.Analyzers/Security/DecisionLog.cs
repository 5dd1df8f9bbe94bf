using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Home;
using SafeChange.Analyzers.Security.Recognition;
using SafeChange.Analyzers.Security.Values;

namespace SafeChange.Analyzers.Security;

/// <summary>
/// What the compilation decides, place by place: the ground of SAFE1021. A setting of the process or the application
/// exists once, so that two values contradict each other wherever they stand. Of a client or a cookie there are many, and
/// they may differ: only weak values that hide are compared.
/// </summary>
internal sealed class DecisionLog
{
    private readonly ConcurrentBag<Decision> decisions = [];

    public void Add(SettingUse use, SettingPlace place, DecidedValue value, bool weakens, bool isHome)
    {
        if (use.Setting.Scope is SettingScope.Process or SettingScope.App || use.Setting.Scope == SettingScope.Instance && weakens && !isHome)
        {
            decisions.Add(new(use.Setting, place.Name, value, use.Name.GetLocation()!));
        }
    }

    public void Report(Action<Diagnostic> report)
    {
        foreach (var setting in decisions.GroupBy(static decision => decision.Setting))
        {
            var places = setting.OrderBy(static each => each.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static each => each.Location.SourceSpan.Start).ToList();
            var first = places[0];

            // Two values in one member are the branches of something that is decided there.
            if (places.FirstOrDefault(other => other.Value.Key != first.Value.Key && other.Place != first.Place) is not { } different)
            {
                continue;
            }

            report(Diagnostic.Create(
                SAFE1021SettingDecidedTwice.Descriptor,
                first.Location,
                places.Where(each => each != first && each.Place != first.Place).Select(static each => each.Location),
                setting.Key.Name,
                $"'{first.Value.Text}'",
                $"'{different.Value.Text}' in '{different.Place}'"));
        }
    }

    private sealed record Decision(SecuritySetting Setting, string Place, DecidedValue Value, Location Location);
}
