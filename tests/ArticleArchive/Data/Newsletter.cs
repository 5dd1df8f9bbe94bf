namespace ArticleArchive.Data;

public class Newsletter
{
    public int Id { get; set; }
    public required string Subject { get; set; }
    public required string Body { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? EmailSentAt { get; set; }
}
