namespace SafeChange.Analyzers.ChangeNotes;

/// <summary>The keys of a change note.</summary>
internal enum ChangeNoteField
{
    /// <summary>How the change is taken back. Also written <c>undo:</c>, <c>revert:</c> or <c>down:</c>.</summary>
    Rollback,

    /// <summary>Who answers for it.</summary>
    Owner,

    /// <summary>What is expected to be seen once it has shipped.</summary>
    Expected,

    /// <summary>After the change has shipped: why it was made.</summary>
    Why,

    /// <summary>After the change has shipped: the command that shows the result.</summary>
    Command,

    /// <summary>After the change has shipped: the metric before and after.</summary>
    Result,

    /// <summary>After the change has shipped: when.</summary>
    Shipped,

    /// <summary>For jobs: why running it twice does no harm.</summary>
    Idempotent,

    /// <summary>For security settings: why it stays where it is.</summary>
    Security,
}
