using ArticleArchive.Data;

namespace ArticleArchive.Jobs;

/// <summary>Keeps the article as it stood, for the corrections page.</summary>
public sealed class SnapshotArticleJob(ArchiveDbContext db, ILogger<SnapshotArticleJob> logger)
{
    public async Task RunAsync(int articleId, CancellationToken cancellationToken)
    {
        var article = await db.Articles.FindAsync([articleId], cancellationToken)
            ?? throw new InvalidOperationException($"Article {articleId} does not exist.");

        db.ArticleRevisions.Add(new ArticleRevision
        {
            Id = Guid.NewGuid(),
            ArticleId = article.Id,
            Title = article.Title,
            Content = article.Content,
            TakenAt = DateTime.UtcNow,
        });
        await db.SaveChangesAsync(cancellationToken);
        logger.LogInformation("Revision of article {ArticleId} kept", articleId);
    }
}
