using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Recognition;

namespace SafeChange.Analyzers.Security.Values;

/// <summary>Tells a decision from a value that is passed through, and judges whether it weakens.</summary>
internal sealed class SettingJudge(ValueReader values)
{
    /// <summary>What a use decides; null where there is nothing to say: a default, a value of the home, bits taken away.</summary>
    public Verdict? Judge(SettingUse use)
    {
        if (use.IsText)
        {
            return new(true, true, use.IsConditional, IsSecret: use.Setting.Category == SettingCategory.Secrets, null);
        }

        if (use.IsMasking)
        {
            return null;
        }

        var given = use.Values.Select(value => (Value: value, Atoms: values.Read(value.Operation))).ToList();
        var weak = Weak(use, given);
        var written = Deciding(use, given).Where(static each => each.Value.IsWritten).SelectMany(static each => each.Atoms).ToList();
        if (weak is null)
        {
            if (written.Any(static atom => atom.Origin == ValueOrigin.Home) || IsAboutSecretsOnly(use.Setting))
            {
                return null;
            }

            // It decides nothing, but contradicts another value that is set elsewhere.
            if (IsDefault(use, written))
            {
                return new(IsDecision: false, Weakens: false, IsConditional: false, IsSecret: false, ValueOf(use, written)) { IsDefault = true };
            }

            // The time of day, or an object whose own members are what counts.
            if (written.Count > 0 && written.All(static atom => atom.Origin == ValueOrigin.Neutral))
            {
                return null;
            }
        }

        var decides = weak is not null || IsDecision(use, written);
        return new(decides, weak is not null, weak is { IsConditional: true }, weak is { IsSecret: true }, ValueOf(use, written));
    }

    private static (bool IsConditional, bool IsSecret)? Weak(SettingUse use, List<(GivenValue Value, ImmutableArray<Atom> Atoms)> given)
    {
        (bool IsConditional, bool IsSecret)? found = null;
        foreach (var test in use.Setting.Weakening.Tests)
        {
            switch (test.Kind)
            {
                case WeakeningKind.Lacks:
                    if (use.LacksMembers)
                    {
                        Found(isConditional: false);
                    }

                    continue;
                case WeakeningKind.Clears:
                    if (use.IsClearing)
                    {
                        Found(isConditional: false);
                    }

                    continue;
                case WeakeningKind.Adds when !use.IsAddition:
                    continue;
                case WeakeningKind.Present when test.Parameter is null && use.Setting.Kind is SettingKind.Call or SettingKind.Constructor or SettingKind.Attribute or SettingKind.Field:
                    Found(isConditional: false);
                    continue;
            }

            foreach (var (value, atoms) in given)
            {
                if (test.Parameter is not null && !string.Equals(value.Parameter?.Name, test.Parameter, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var isWeakThroughout = true;
                foreach (var atom in atoms)
                {
                    isWeakThroughout &= IsWeak(use, test, atom);
                }

                // all ? TypeNameHandling.All : TypeNameHandling.Auto is weak on no branch alone.
                foreach (var atom in atoms)
                {
                    if (IsWeak(use, test, atom))
                    {
                        Found(atom.IsConditional && !(isWeakThroughout && atoms.Length > 1), test.Kind == WeakeningKind.Literal);
                    }
                }
            }
        }

        return found;

        void Found(bool isConditional, bool isSecret = false) =>
            found = ((found?.IsConditional ?? true) && (isConditional || use.IsConditional), (found?.IsSecret ?? false) || isSecret);
    }

    private static bool IsWeak(SettingUse use, WeakeningTest test, Atom atom) =>
        atom.Origin != ValueOrigin.Home
        && (test.Kind != WeakeningKind.Present || atom.Origin == ValueOrigin.Decided)
        && Weakness.Is(test, atom)
        && !IsWritten(use, atom);

    // Where every test names the parameter that it is about, the others decide nothing: how many bytes a hash has says
    // nothing of its iterations. An overload that has none of those parameters is judged as a whole.
    private static List<(GivenValue Value, ImmutableArray<Atom> Atoms)> Deciding(SettingUse use, List<(GivenValue Value, ImmutableArray<Atom> Atoms)> given)
    {
        var tests = use.Setting.Weakening.Tests;
        if (tests.IsEmpty || tests.Any(static test => test.Parameter is null))
        {
            return given;
        }

        var named = given.Where(each => tests.Any(test => string.Equals(each.Value.Parameter?.Name, test.Parameter, StringComparison.OrdinalIgnoreCase))).ToList();
        return named.Count > 0 ? named : given;
    }

    // A value that weakens in general may be the one that holds anyway: RabbitMQ's "guest".
    private static bool IsWritten(SettingUse use, Atom atom) => use.Setting.Default is { } text && Weakness.IsWritten(text, atom.Operation);

    private static bool IsDefault(SettingUse use, List<Atom> written) =>
        use.Setting.Default is { } text
        && use.Setting.Kind == SettingKind.Property
        && written.Count > 0
        && written.All(atom => Weakness.IsWritten(text, atom.Operation));

    private static bool IsAboutSecretsOnly(SecuritySetting setting) =>
        setting.Weakening.Tests is { IsEmpty: false } tests && tests.All(static test => test.Kind == WeakeningKind.Literal);

    private static bool IsDecision(SettingUse use, List<Atom> written) => use.Setting.Kind switch
    {
        SettingKind.Field or SettingKind.Attribute => true,
        // A filter is put in force by making it; a builder or an object of options is empty until something is set.
        SettingKind.Constructor => written.Any(static atom => atom.Origin == ValueOrigin.Decided)
            || written.Count == 0 && use.Setting.Entry.Symbol?.TypeName is { } type && (type.EndsWith("Attribute", StringComparison.Ordinal) || type.EndsWith("Filter", StringComparison.Ordinal)),
        SettingKind.Call => written.Count == 0 || written.Any(static atom => atom.Origin == ValueOrigin.Decided),
        _ when use.IsClearing => true,
        _ => written.Any(static atom => atom.Origin == ValueOrigin.Decided) && written.All(static atom => atom.Origin != ValueOrigin.PassedThrough),
    };

    private static DecidedValue? ValueOf(SettingUse use, List<Atom> written) =>
        written is [{ Origin: ValueOrigin.Decided } only] && !only.IsConditional && !use.IsConditional && !use.IsAddition
        && use.Setting.Kind is SettingKind.Property or SettingKind.Header or SettingKind.Switch
        // Functions cannot be told apart, nor told to be the same.
        && only.Operation is not (IDelegateCreationOperation or IAnonymousFunctionOperation) && only.Operation.Type?.TypeKind != TypeKind.Delegate
            ? new(Weakness.Display(only.Operation), Weakness.Key(only.Operation))
            : null;
}
