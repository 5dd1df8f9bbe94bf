using ArticleArchive.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArticleArchive.Pages.Editor;

public sealed class CoversModel(ArticleQueries articles) : PageModel
{
    public IReadOnlyList<Article> Articles { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Articles = await articles.LatestAsync(100, cancellationToken);
}
