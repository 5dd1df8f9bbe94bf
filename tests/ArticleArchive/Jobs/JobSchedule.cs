using Hangfire;

namespace ArticleArchive.Jobs;

/// <summary>What runs without anybody asking for it.</summary>
public static class JobSchedule
{
    public static void Register(IServiceProvider services)
    {
        var recurring = services.GetRequiredService<IRecurringJobManager>();
        recurring.AddOrUpdate<SectionStatisticsJob>(
            "section-statistics", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<ImportDropJob>(
            "import-drop", job => job.RunAsync(CancellationToken.None), Cron.Daily(4));

        services.GetRequiredService<IBackgroundJobClient>()
            .Enqueue<SectionStatisticsJob>(job => job.RunAsync(CancellationToken.None));
    }
}
