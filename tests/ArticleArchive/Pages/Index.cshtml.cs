using ArticleArchive.Caching;
using ArticleArchive.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace ArticleArchive.Pages;

[OutputCache(PolicyName = CachePolicies.FrontPage)]
public sealed class IndexModel(ArticleQueries articles) : PageModel
{
    public IReadOnlyList<Article> Latest { get; private set; } = [];

    public IReadOnlyList<ReadingList> ReadingLists { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Latest = await articles.LatestAsync(20, cancellationToken);
        ReadingLists = await articles.ReadingListsAsync(cancellationToken);
    }
}
