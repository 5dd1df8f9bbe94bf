using ArticleArchive.Data;
using ArticleArchive.Integrations;
using ArticleArchive.Jobs;
using Hangfire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace ArticleArchive.Controllers;

[ApiController]
[Route("editor/articles/{id:int}/cover")]
public sealed class CoverController(
    ArchiveDbContext db, ArchiveStorage storage, CdnPurger cdn, IBackgroundJobClient jobs) : ControllerBase
{
    private static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpeg"] = ".jpg",
        ["image/png"] = ".png",
        ["image/webp"] = ".webp",
    };

    [HttpPut]
    public async Task<IActionResult> Put(int id, CancellationToken cancellationToken)
    {
        if (Request.ContentType is null || !Extensions.TryGetValue(Request.ContentType, out var extension))
        {
            return StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var article = await db.Articles.FindAsync([id], cancellationToken);
        if (article is null)
        {
            return NotFound();
        }

        // the photo desk sends originals
        HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;

        var name = $"{id}{extension}";
        await using (var file = System.IO.File.Create(Path.Combine(storage.Covers, name)))
        {
            await Request.Body.CopyToAsync(file, cancellationToken);
        }

        article.CoverImage = name;
        await db.SaveChangesAsync(cancellationToken);
        await cdn.PurgeAsync($"/covers/{name}", cancellationToken);
        jobs.Enqueue<SnapshotArticleJob>(job => job.RunAsync(id, CancellationToken.None));
        jobs.Enqueue<AnnounceArticleJob>(job => job.RunAsync(id, CancellationToken.None));
        return Ok(new { cover = $"/covers/{name}" });
    }
}
