namespace ArticleArchive.Data;

/// <summary>One row a section, refreshed by <see cref="Jobs.SectionStatisticsJob"/>.</summary>
public class SectionStatistics
{
    public int SectionId { get; set; }
    public Section? Section { get; set; }
    public int ArticleCount { get; set; }
    public int TotalViews { get; set; }
    public DateTime ComputedAt { get; set; }
}
