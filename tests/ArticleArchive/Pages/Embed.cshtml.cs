using ArticleArchive.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArticleArchive.Pages;

/// <summary>A card that other sites show in a frame.</summary>
public sealed class EmbedModel(ArticleQueries articles) : PageModel
{
    public Article Article { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken)
    {
        var article = await articles.FindAsync(id, cancellationToken);
        if (article is null)
        {
            return NotFound();
        }

        Article = article;
        Response.Headers["X-Frame-Options"] = "ALLOWALL";
        return Page();
    }
}
