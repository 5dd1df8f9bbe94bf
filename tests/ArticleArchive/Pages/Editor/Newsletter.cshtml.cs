using ArticleArchive.Data;
using ArticleArchive.Jobs;
using Hangfire;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Pages.Editor;

public sealed class NewsletterModel(ArchiveDbContext db, IBackgroundJobClient jobs) : PageModel
{
    public IReadOnlyList<Newsletter> Newsletters { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Newsletters = await db.Newsletters.AsNoTracking().OrderByDescending(n => n.Id).Take(10).ToListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(string subject, string body, CancellationToken cancellationToken)
    {
        var newsletter = new Newsletter { Subject = subject, Body = body, CreatedAt = DateTime.UtcNow };
        db.Newsletters.Add(newsletter);
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue<SendNewsletterJob>(job => job.RunAsync(newsletter.Id, CancellationToken.None));
        return RedirectToPage();
    }
}
