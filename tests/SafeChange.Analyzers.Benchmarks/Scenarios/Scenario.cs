namespace SafeChange.Analyzers.Benchmarks.Scenarios;

/// <summary>Where the package is measured. Public and with a name for each, since BenchmarkDotNet prints them.</summary>
public enum Scenario
{
    /// <summary>300 files of ordinary code, no framework referenced: what those pay who have no use for the package.</summary>
    OrdinaryCode,

    /// <summary>The sample: ASP.NET Core, EF Core and Hangfire, 18 migrations.</summary>
    ArticleArchive,

    /// <summary>1,000 migrations with their designer files, and the snapshot.</summary>
    ThousandMigrations,

    /// <summary>200 Hangfire jobs, each with a service of 22 methods of which it uses one, through an interface.</summary>
    TwoHundredJobs,

    /// <summary>200 areas of a web application, with a controller, a client and a service each, in names that security settings have.</summary>
    TwoHundredAreas,
}
