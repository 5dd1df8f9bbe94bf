using Microsoft.AspNetCore.OutputCaching;

namespace ArticleArchive.Caching;

/// <summary>How long a page may be served from memory. Pages name a policy, they do not choose a duration.</summary>
public static class CachePolicies
{
    public const string FrontPage = "front-page";
    public const string Search = "search";

    public static void Configure(OutputCacheOptions options)
    {
        options.AddPolicy(FrontPage, policy => policy.Expire(TimeSpan.FromSeconds(30)));
        options.AddPolicy(Search, policy => policy.Expire(TimeSpan.FromSeconds(10)).SetVaryByQuery("q"));
    }
}
