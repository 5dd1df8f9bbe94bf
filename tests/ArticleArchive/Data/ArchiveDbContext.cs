using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Data;

public class ArchiveDbContext(DbContextOptions<ArchiveDbContext> options) : DbContext(options)
{
    public DbSet<Article> Articles => Set<Article>();
    public DbSet<ArticleRevision> ArticleRevisions => Set<ArticleRevision>();
    public DbSet<Author> Authors => Set<Author>();
    public DbSet<Section> Sections => Set<Section>();
    public DbSet<SectionStatistics> SectionStatistics => Set<SectionStatistics>();
    public DbSet<ReadingList> ReadingLists => Set<ReadingList>();
    public DbSet<Subscriber> Subscribers => Set<Subscriber>();
    public DbSet<Newsletter> Newsletters => Set<Newsletter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Article>(article =>
        {
            article.Property(a => a.Slug).HasMaxLength(200);
            article.Property(a => a.Title).HasMaxLength(300);
            article.Property(a => a.Teaser).HasMaxLength(500);
            article.Property(a => a.TeaserText).HasMaxLength(500);
            article.Property(a => a.SourceName).HasMaxLength(120);
            article.Property(a => a.CoverImage).HasMaxLength(260);
            article.HasIndex(a => a.PublishedAt);
            article.HasIndex(a => a.SourceName);
            article.HasOne(a => a.Author).WithMany(a => a.Articles).OnDelete(DeleteBehavior.SetNull);
            article.HasOne(a => a.Section).WithMany(s => s.Articles).OnDelete(DeleteBehavior.SetNull);
        });

        modelBuilder.Entity<ArticleRevision>(revision =>
        {
            revision.Property(r => r.Id).ValueGeneratedNever();
            revision.Property(r => r.Title).HasMaxLength(300);
        });

        modelBuilder.Entity<Author>(author =>
        {
            author.Property(a => a.Name).HasMaxLength(120);
            author.Property(a => a.Email).HasMaxLength(254);
            author.Property(a => a.Bio).HasMaxLength(2000);
            author.HasIndex(a => a.Name);
        });

        modelBuilder.Entity<Section>(section =>
        {
            section.Property(s => s.Slug).HasMaxLength(60);
            section.Property(s => s.Name).HasMaxLength(60);
            section.HasIndex(s => s.Slug).IsUnique();
            section.HasData(
                new Section { Id = 1, Slug = "politics", Name = "Politics" },
                new Section { Id = 2, Slug = "city", Name = "City" },
                new Section { Id = 3, Slug = "culture", Name = "Culture" },
                new Section { Id = 4, Slug = "science", Name = "Science" },
                new Section { Id = 5, Slug = "sport", Name = "Sport" });
        });

        modelBuilder.Entity<SectionStatistics>(statistics =>
        {
            statistics.HasKey(s => s.SectionId);
            statistics.HasOne(s => s.Section).WithOne().HasForeignKey<SectionStatistics>(s => s.SectionId);
        });

        modelBuilder.Entity<ReadingList>().Property(l => l.Name).HasMaxLength(120);
        modelBuilder.Entity<ReadingListItem>(item =>
        {
            item.ToTable("ReadingListItems");
            item.HasKey(i => new { i.ReadingListId, i.ArticleId });
        });

        modelBuilder.Entity<Subscriber>(subscriber =>
        {
            subscriber.Property(s => s.Email).HasMaxLength(254);
            subscriber.HasIndex(s => s.Email).IsUnique();
            subscriber.HasIndex(s => s.Frequency);
        });

        modelBuilder.Entity<Newsletter>().Property(n => n.Subject).HasMaxLength(200);
    }
}
