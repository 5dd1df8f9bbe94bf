using System.Globalization;
using ArticleArchive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.VisualBasic.FileIO;

namespace ArticleArchive.Jobs;

/// <summary>Reads an export of the old content system: published, section, author, title, teaser, content, source.</summary>
public sealed class ArticleImporter(ArchiveDbContext db, ILogger<ArticleImporter> logger)
{
    private const int BatchSize = 5;

    public async Task<int> ImportAsync(string path, CancellationToken cancellationToken)
    {
        var sections = await db.Sections.ToDictionaryAsync(s => s.Slug, cancellationToken);
        var authors = await db.Authors.GroupBy(a => a.Name).Select(g => g.First()).ToDictionaryAsync(a => a.Name, cancellationToken);

        using var parser = new TextFieldParser(path) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        parser.ReadFields();

        var imported = 0;
        while (parser.ReadFields() is [var published, var section, var name, var title, var teaser, var content, var source])
        {
            if (!authors.TryGetValue(name, out var author))
            {
                author = new Author { Name = name };
                authors.Add(name, author);
            }

            db.Articles.Add(new Article
            {
                Slug = Slugs.From(title),
                Title = title,
                Teaser = teaser,
                TeaserText = teaser,
                Content = content,
                PublishedAt = DateTime.ParseExact(published, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                ReadingMinutes = 1 + content.Length / 1200,
                SectionId = sections[section].Id,
                Author = author,
                SourceName = source,
            });

            imported++;
            if (imported % BatchSize == 0)
            {
                await db.SaveChangesAsync(cancellationToken);
                logger.LogInformation("{Imported} articles imported", imported);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return imported;
    }
}
