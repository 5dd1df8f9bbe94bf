namespace ArticleArchive.Data;

public class ReadingList
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public List<ReadingListItem> Items { get; } = [];
}

public class ReadingListItem
{
    public int ReadingListId { get; set; }
    public int ArticleId { get; set; }
    public Article? Article { get; set; }
    public int Position { get; set; }
}
