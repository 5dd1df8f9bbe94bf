using ArticleArchive.Data;
using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Jobs;

/// <summary>Counts articles and views a section, for the status page.</summary>
public sealed class SectionStatisticsJob(ArchiveDbContext db, ILogger<SectionStatisticsJob> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var counts = await db.Sections
            .Select(s => new { s.Id, Articles = s.Articles.Count, Views = s.Articles.Sum(a => a.ViewCount) })
            .ToListAsync(cancellationToken);

        foreach (var count in counts)
        {
            var statistics = await db.SectionStatistics.FindAsync([count.Id], cancellationToken);
            if (statistics is null)
            {
                statistics = new SectionStatistics { SectionId = count.Id };
                db.SectionStatistics.Add(statistics);
            }

            statistics.ArticleCount = count.Articles;
            statistics.TotalViews = count.Views;
            statistics.ComputedAt = DateTime.UtcNow;
        }

        await db.SaveChangesAsync(cancellationToken);
        logger.LogInformation("Section statistics refreshed: {Sections} sections, {Articles} articles",
            counts.Count, counts.Sum(c => c.Articles));
    }
}
