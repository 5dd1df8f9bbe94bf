namespace SafeChange.Analyzers.Migrations;

/// <summary>What a team asks of Down.</summary>
internal enum DownPolicy
{
    /// <summary>What can be undone is undone; a note is no excuse.</summary>
    Reversible,

    /// <summary>Up is undone, or a note says why not.</summary>
    Documented,

    /// <summary>Nothing: the team goes back with a new migration. What is lost is still to be documented.</summary>
    ForwardOnly,
}
