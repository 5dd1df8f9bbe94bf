using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ArticleArchive.Security;

/// <summary>The archive's security settings, in one place for whoever reviews them.</summary>
internal static class SecuritySettings
{
    public const string SearchRateLimit = "search";

    public const string ContentSecurityPolicy = "default-src 'self'; base-uri 'self'; form-action 'self'";

    // rollback: raise the number and restart; no data depends on it
    // owner:    @archive-team
    // expected: no 413 on the subscribe and newsletter forms
    private const long MaxRequestBodyBytes = 1_048_576;

    public static void ConfigureKestrel(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
    }

    public static void ConfigureHsts(HstsOptions options)
    {
        options.MaxAge = TimeSpan.FromDays(365);
        options.IncludeSubDomains = true;
    }

    public static void ConfigureAntiforgery(AntiforgeryOptions options)
    {
        options.Cookie.Name = "archive-form";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    public static void ConfigureForwardedHeaders(ForwardedHeadersOptions options) =>
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

    public static void ConfigureRateLimiter(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(SearchRateLimit, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1) }));
    }
}
