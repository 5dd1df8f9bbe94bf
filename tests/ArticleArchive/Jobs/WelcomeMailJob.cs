using ArticleArchive.Data;
using ArticleArchive.Mail;

namespace ArticleArchive.Jobs;

public sealed class WelcomeMailJob(ArchiveDbContext db, IMailSender mail, ILogger<WelcomeMailJob> logger)
{
    public async Task RunAsync(int subscriberId, CancellationToken cancellationToken)
    {
        var subscriber = await db.Subscribers.FindAsync([subscriberId], cancellationToken);
        if (subscriber is null || subscriber.WelcomeSentAt is not null)
        {
            logger.LogInformation("Subscriber {SubscriberId} needs no welcome", subscriberId);
            return;
        }

        await mail.SendAsync(subscriber.Email, "Welcome to the archive", "You will hear from us once a week.", cancellationToken);
        subscriber.WelcomeSentAt = DateTime.UtcNow;
        await db.SaveChangesAsync(cancellationToken);
        logger.LogInformation("Subscriber {SubscriberId} welcomed", subscriberId);
    }
}
