using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Data;

/// <summary>What readers may see, and in which order.</summary>
public sealed class ArticleQueries(ArchiveDbContext db)
{
    public Task<List<Article>> LatestAsync(int count, CancellationToken cancellationToken) =>
        Published().Take(count).ToListAsync(cancellationToken);

    public Task<Article?> FindAsync(int id, CancellationToken cancellationToken) =>
        Published().FirstOrDefaultAsync(a => a.Id == id, cancellationToken);

    public Task<List<Article>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        var pattern = $"%{text.Replace("%", "").Replace("_", "")}%";
        return Published()
            .Where(a => EF.Functions.Like(a.Title, pattern) || EF.Functions.Like(a.Content, pattern))
            .Take(30)
            .ToListAsync(cancellationToken);
    }

    public Task<List<ReadingList>> ReadingListsAsync(CancellationToken cancellationToken) =>
        db.ReadingLists
            .AsNoTracking()
            .Include(l => l.Items.OrderBy(i => i.Position))
            .ThenInclude(i => i.Article)
            .OrderBy(l => l.Name)
            .ToListAsync(cancellationToken);

    private IQueryable<Article> Published() =>
        db.Articles
            .AsNoTracking()
            .Include(a => a.Author)
            .Include(a => a.Section)
            .Where(a => a.PublishedAt <= DateTime.UtcNow)
            .OrderByDescending(a => a.PublishedAt);
}
