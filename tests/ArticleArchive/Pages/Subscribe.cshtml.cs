using System.ComponentModel.DataAnnotations;
using ArticleArchive.Data;
using ArticleArchive.Jobs;
using Hangfire;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Pages;

public sealed class SubscribeModel(ArchiveDbContext db, IBackgroundJobClient jobs) : PageModel
{
    public string? Message { get; private set; }

    public async Task OnPostAsync([EmailAddress, MaxLength(254)] string email, bool daily, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Message = "That is not a mail address.";
            return;
        }

        var subscriber = await db.Subscribers.FirstOrDefaultAsync(s => s.Email == email, cancellationToken);
        if (subscriber is null)
        {
            subscriber = new Subscriber { Email = email, CreatedAt = DateTime.UtcNow };
            db.Subscribers.Add(subscriber);
        }

        subscriber.Frequency = daily ? DigestFrequency.Daily : DigestFrequency.Weekly;
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue<WelcomeMailJob>(job => job.RunAsync(subscriber.Id, CancellationToken.None));
        Message = "Thank you. A mail is on its way.";
    }
}
