using ArticleArchive.Data;
using ArticleArchive.Jobs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArticleArchive.Pages;

public sealed class ArticleModel(ArticleQueries articles, ViewCounter views) : PageModel
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
        views.Record(id);
        return Page();
    }
}
