using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Home;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security.Home;

public sealed class HomeWordsTests
{
    [Theory]
    [InlineData("Security")]
    [InlineData("SecuritySettings")]
    [InlineData("IAuthService")]
    [InlineData("OAuthService")]
    [InlineData("OAuth2Client")]
    [InlineData("TLSOptions")]
    [InlineData("MTlsHandler")]
    [InlineData("mTLS")]
    [InlineData("JWTBearer")]
    [InlineData("JwtBearerSetup")]
    [InlineData("JWTs")]
    [InlineData("SSLStreams")]
    [InlineData("Certificates")]
    [InlineData("ClientCertificates")]
    [InlineData("AntiForgery")]
    [InlineData("AntiforgeryFilter")]
    [InlineData("RateLimits")]
    [InlineData("RateLimiterSetup")]
    [InlineData("AssetRequestSizeLimitAttribute")]
    [InlineData("HttpRequestLimitMiddleware")]
    [InlineData("PBKDF2PasswordHasher")]
    [InlineData("AuthN")]
    [InlineData("Acme.Identity.Api")]
    [InlineData("auth/Setup")]
    [InlineData("rate-limiting/Setup")]
    [InlineData("data_protection/Keys")]
    [InlineData("Startup.Cors")]
    public void A_name_with_one_of_the_words_is_named_for_security(string name) =>
        Assert.True(HomeWords.HasAny(name, SecurityOptions.HomeNames.Default));

    [Theory]
    [InlineData("")]
    [InlineData("Author")]
    [InlineData("Authors")]
    [InlineData("AuthoredBy")]
    [InlineData("Identifier")]
    [InlineData("OrderIdentifiers")]
    [InlineData("Identical")]
    [InlineData("Unauthorized")]
    [InlineData("Corsica")]
    [InlineData("Secretary")]
    [InlineData("SecretariesController")]
    [InlineData("RateController/Limit")]
    [InlineData("Rate")]
    [InlineData("SizeUnlimited")]
    [InlineData("Sizelimiting")]
    [InlineData("Permissive")]
    [InlineData("HttpsLink")]
    [InlineData("Sslip")]
    [InlineData("日本語")]
    [InlineData("__--..//")]
    public void A_name_that_only_begins_like_one_is_not(string name) =>
        Assert.False(HomeWords.HasAny(name, SecurityOptions.HomeNames.Default));

    [Fact]
    public void Words_of_a_team_replace_ours()
    {
        Assert.True(HomeWords.HasAny("TrustCenter", ["Trust"]));
        Assert.False(HomeWords.HasAny("Security", ["Trust"]));
        Assert.False(HomeWords.HasAny("Security", []));
    }
}
