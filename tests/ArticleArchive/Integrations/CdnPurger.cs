using System.Net.Http.Headers;

namespace ArticleArchive.Integrations;

/// <summary>Removes a replaced cover from the CDN. Silent until <c>Cdn:PurgeUrl</c> is set.</summary>
public sealed class CdnPurger(IConfiguration configuration, ILogger<CdnPurger> logger)
{
    private const string ApiKey = "hgcdn-live-8f2b6a41c7d94e0fb35a9d17";

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public async Task PurgeAsync(string path, CancellationToken cancellationToken)
    {
        var url = configuration["Cdn:PurgeUrl"];
        if (string.IsNullOrEmpty(url))
        {
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(new Uri(url), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        using var response = await Http.SendAsync(request, cancellationToken);
        logger.LogInformation("Purge of {Path}: {Status}", path, (int)response.StatusCode);
    }
}
