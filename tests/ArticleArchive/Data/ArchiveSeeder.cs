using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Data;

/// <summary>A few articles for an empty archive, so that a new machine has something to show.</summary>
public static class ArchiveSeeder
{
    public static async Task SeedAsync(ArchiveDbContext db)
    {
        if (await db.Articles.AnyAsync())
        {
            return;
        }

        var ines = new Author { Name = "Ines Albrecht", Bio = "Covers the port and the council." };
        var tomasz = new Author { Name = "Tomasz Wierzba", Bio = "Science, weather, the sea." };

        var ferry = NewArticle(2, ines, "The last night ferry", new DateTime(2019, 3, 30),
            "After 61 years the night crossing ends on Sunday.",
            "The Marianne leaves the old quay at 23:40 for the last time.\n\nThe operator names falling numbers; the crew names the new bridge.");
        var tide = NewArticle(4, tomasz, "How the tide gauge learned to lie", new DateTime(2021, 11, 8),
            "For two winters the harbour's gauge read four centimetres low.",
            "A mussel bed had grown into the stilling well.\n\nThe correction moves three storm records.");
        var budget = NewArticle(1, ines, "Council passes the quay budget", new DateTime(2023, 6, 14),
            "Eleven to nine, after midnight.",
            "The quay wall gets its money. The swimming pool waits for another year.");
        var regatta = NewArticle(5, tomasz, "Regatta cut short by fog", new DateTime(2024, 8, 18),
            "Six boats finished, forty turned back.",
            "The committee stopped the race at 14:10, when the outer buoy could no longer be seen.");

        db.Articles.AddRange(ferry, tide, budget, regatta);
        db.ReadingLists.Add(new ReadingList
        {
            Name = "The harbour, then and now",
            Items = { new ReadingListItem { Article = ferry, Position = 1 }, new ReadingListItem { Article = budget, Position = 2 } },
        });
        await db.SaveChangesAsync();
    }

    private static Article NewArticle(int section, Author author, string title, DateTime published, string teaser, string content) => new()
    {
        Slug = Slugs.From(title),
        Title = title,
        Teaser = teaser,
        TeaserText = teaser,
        Content = content,
        PublishedAt = published,
        ReadingMinutes = 1,
        SectionId = section,
        Author = author,
    };
}
