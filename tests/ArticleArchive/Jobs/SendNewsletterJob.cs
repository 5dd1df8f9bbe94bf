using ArticleArchive.Data;
using ArticleArchive.Mail;
using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Jobs;

public sealed class SendNewsletterJob(ArchiveDbContext db, IMailSender mail, ILogger<SendNewsletterJob> logger)
{
    public async Task RunAsync(int newsletterId, CancellationToken cancellationToken)
    {
        var newsletter = await db.Newsletters.SingleAsync(n => n.Id == newsletterId, cancellationToken);
        var subscribers = await db.Subscribers.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellationToken);

        foreach (var subscriber in subscribers)
        {
            await mail.SendAsync(subscriber.Email, newsletter.Subject, newsletter.Body, cancellationToken);
        }

        newsletter.EmailSentAt = DateTime.UtcNow;
        await db.SaveChangesAsync(cancellationToken);
        logger.LogInformation("Newsletter {NewsletterId} sent to {Subscribers} subscribers", newsletterId, subscribers.Count);
    }
}
