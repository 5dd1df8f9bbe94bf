using ArticleArchive.Data;

namespace ArticleArchive.Integrations;

/// <summary>Tells the partner papers about an article. Silent until <c>Webhook:Url</c> is set.</summary>
public sealed class PartnerWebhook(IConfiguration configuration, ILogger<PartnerWebhook> logger)
{
    private static readonly HttpClient Http = new(new HttpClientHandler
    {
        // the partners' gateway still has its self-signed certificate
        ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    public async Task AnnounceAsync(Article article, CancellationToken cancellationToken)
    {
        var url = configuration["Webhook:Url"];
        if (string.IsNullOrEmpty(url))
        {
            logger.LogInformation("No webhook configured, {Slug} not announced", article.Slug);
            return;
        }

        var announcement = new { article.Slug, article.Title, article.Teaser, article.PublishedAt };
        using var response = await Http.PostAsJsonAsync(url, announcement, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
