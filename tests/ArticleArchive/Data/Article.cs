namespace ArticleArchive.Data;

public class Article
{
    public int Id { get; set; }
    public required string Slug { get; set; }
    public required string Title { get; set; }
    public required string Teaser { get; set; }

    /// <summary>The teaser without markup, for feeds and mail.</summary>
    public string? TeaserText { get; set; }

    public required string Content { get; set; }
    public DateTime PublishedAt { get; set; }
    public int ViewCount { get; set; }
    public int? ReadingMinutes { get; set; }
    public string? SourceName { get; set; }
    public string? CoverImage { get; set; }

    public int? AuthorId { get; set; }
    public Author? Author { get; set; }

    public int? SectionId { get; set; }
    public Section? Section { get; set; }
}
