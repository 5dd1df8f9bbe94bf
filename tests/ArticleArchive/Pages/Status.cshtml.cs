using ArticleArchive.Data;
using Hangfire;
using Hangfire.Storage.Monitoring;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Pages;

public sealed class StatusModel(ArchiveDbContext db, ArchiveStorage storage, JobStorage jobs) : PageModel
{
    public string? Migration { get; private set; }

    public int Articles { get; private set; }

    public int Subscribers { get; private set; }

    public int MailsWritten { get; private set; }

    public StatisticsDto Jobs { get; private set; } = new();

    public IReadOnlyList<SectionStatistics> Sections { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Migration = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault();
        Articles = await db.Articles.CountAsync(cancellationToken);
        Subscribers = await db.Subscribers.CountAsync(cancellationToken);
        MailsWritten = Directory.EnumerateFiles(storage.MailPickup, "*.eml").Count();
        Jobs = jobs.GetMonitoringApi().GetStatistics();
        Sections = await db.SectionStatistics
            .AsNoTracking()
            .Include(s => s.Section)
            .OrderBy(s => s.SectionId)
            .ToListAsync(cancellationToken);
    }
}
