using ArticleArchive.Caching;
using ArticleArchive.Data;
using ArticleArchive.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace ArticleArchive.Pages;

[OutputCache(PolicyName = CachePolicies.Search)]
[EnableRateLimiting(SecuritySettings.SearchRateLimit)]
public sealed class SearchModel(ArticleQueries articles) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<Article> Results { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(Q))
        {
            Results = await articles.SearchAsync(Q.Trim(), cancellationToken);
        }
    }
}
