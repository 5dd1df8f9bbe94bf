using System.Net;
using System.Text;
using ArticleArchive.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Controllers;

/// <summary>The "most read" box that partner papers show beside their own articles.</summary>
[Route("widgets/most-read")]
public sealed class MostReadController(ArchiveDbContext db) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Get(CancellationToken cancellationToken)
    {
        var rows = await db.Database
            .SqlQueryRaw<MostReadRow>("SELECT Id, Slug, Title FROM Articles WHERE ViewCount > 0 ORDER BY ViewCount DESC, Id LIMIT 5")
            .ToListAsync(cancellationToken);

        var html = new StringBuilder("<aside class=\"most-read\"><h2>Most read</h2><ol>");
        foreach (var row in rows)
        {
            html.Append($"<li><a href=\"/articles/{row.Id}/{row.Slug}\">{WebUtility.HtmlEncode(row.Title)}</a></li>");
        }

        html.Append("</ol></aside>");
        Response.Headers.AccessControlAllowOrigin = "*";
        Response.Headers.CacheControl = "public, max-age=120";
        return Content(html.ToString(), "text/html; charset=utf-8");
    }

    private sealed record MostReadRow(int Id, string Slug, string Title);
}
