namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>Which calls of interfaces are followed (<c>safechange.jobs.follow_interfaces</c>).</summary>
internal enum InterfacePolicy
{
    None,

    /// <summary>Where one class of the compilation implements it, decorators apart.</summary>
    Single,

    /// <summary>Into every class that does.</summary>
    All,
}
