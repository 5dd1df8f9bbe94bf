namespace ArticleArchive.Data;

public class ArticleRevision
{
    public Guid Id { get; set; }
    public int ArticleId { get; set; }
    public Article? Article { get; set; }
    public required string Title { get; set; }
    public required string Content { get; set; }
    public DateTime TakenAt { get; set; }
}
