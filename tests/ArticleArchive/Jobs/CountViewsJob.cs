using ArticleArchive.Data;

namespace ArticleArchive.Jobs;

public sealed class CountViewsJob(ArchiveDbContext db, ILogger<CountViewsJob> logger)
{
    public async Task RunAsync(int articleId, int views, CancellationToken cancellationToken)
    {
        var article = await db.Articles.FindAsync([articleId], cancellationToken);
        if (article is null)
        {
            logger.LogWarning("Article {ArticleId} is gone, {Views} views dropped", articleId, views);
            return;
        }

        article.ViewCount += views;
        await db.SaveChangesAsync(cancellationToken);
        logger.LogInformation("Article {ArticleId} has {ViewCount} views", articleId, article.ViewCount);
    }
}
