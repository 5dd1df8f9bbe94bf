using ArticleArchive.Data;
using ArticleArchive.Integrations;
using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Jobs;

public sealed class AnnounceArticleJob(ArchiveDbContext db, PartnerWebhook webhook, ILogger<AnnounceArticleJob> logger)
{
    public async Task RunAsync(int articleId, CancellationToken cancellationToken)
    {
        var article = await db.Articles.AsNoTracking().SingleAsync(a => a.Id == articleId, cancellationToken);
        await webhook.AnnounceAsync(article, cancellationToken);
        logger.LogInformation("Article {ArticleId} announced to partners", articleId);
    }
}
