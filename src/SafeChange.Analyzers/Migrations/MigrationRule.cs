using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Migrations;

/// <summary>A rule of the family 3xxx: judges one migration that has been read.</summary>
internal abstract class MigrationRule
{
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Whether the rule asks for a way back: it is off where the team only goes forward.</summary>
    public virtual bool DemandsDown => false;

    /// <summary>Reports what the rule finds in a migration that can run (no abstract base class).</summary>
    public abstract void Judge(MigrationCase migration);

    /// <summary>Reports what the rule finds in an abstract base class of the team's.</summary>
    public virtual void JudgeBase(MigrationCase migration)
    {
    }
}
