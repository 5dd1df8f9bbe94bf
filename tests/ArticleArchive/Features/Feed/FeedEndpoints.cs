using System.Xml.Linq;
using ArticleArchive.Data;

namespace ArticleArchive.Features.Feed;

public static class FeedEndpoints
{
    private const string CorsPolicy = "feed";

    public static IServiceCollection AddFeed(this IServiceCollection services) =>
        services.AddCors(cors => cors.AddPolicy(CorsPolicy, policy => policy.AllowAnyOrigin().WithMethods("GET")));

    public static void MapFeed(this IEndpointRouteBuilder app)
    {
        app.MapGet("/feed.json", JsonAsync).RequireCors(CorsPolicy);
        app.MapGet("/feed.rss", RssAsync).RequireCors(CorsPolicy);
    }

    private static async Task<IResult> JsonAsync(ArticleQueries articles, HttpContext context)
    {
        var latest = await articles.LatestAsync(20, context.RequestAborted);
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Json(new
        {
            version = "https://jsonfeed.org/version/1.1",
            title = "The Harbour Gazette Archive",
            items = latest.Select(a => new
            {
                id = a.Id.ToString(),
                url = Url(context, a),
                title = a.Title,
                summary = a.TeaserText ?? a.Teaser,
                date_published = a.PublishedAt,
            }),
        });
    }

    private static async Task<IResult> RssAsync(ArticleQueries articles, HttpContext context)
    {
        var latest = await articles.LatestAsync(20, context.RequestAborted);
        var channel = new XElement("channel",
            new XElement("title", "The Harbour Gazette Archive"),
            new XElement("link", $"{context.Request.Scheme}://{context.Request.Host}/"),
            new XElement("description", "From the archive of the Harbour Gazette"),
            latest.Select(a => new XElement("item",
                new XElement("title", a.Title),
                new XElement("link", Url(context, a)),
                new XElement("description", a.TeaserText ?? a.Teaser),
                new XElement("pubDate", a.PublishedAt.ToString("R")))));

        context.Response.Headers.CacheControl = "public, max-age=300";
        var rss = new XElement("rss", new XAttribute("version", "2.0"), channel);
        return Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{rss}", "application/rss+xml");
    }

    private static string Url(HttpContext context, Article article) =>
        $"{context.Request.Scheme}://{context.Request.Host}/articles/{article.Id}/{article.Slug}";
}
