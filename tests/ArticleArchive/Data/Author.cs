namespace ArticleArchive.Data;

public class Author
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public string? Email { get; set; }
    public string? Bio { get; set; }
    public List<Article> Articles { get; } = [];
}
