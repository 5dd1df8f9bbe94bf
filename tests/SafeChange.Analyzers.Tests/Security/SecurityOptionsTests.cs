using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Home;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public sealed class SecurityOptionsTests
{
    [Theory]
    [InlineData("P:Acme.Http.ClientOptions.TrustAll=transport")]
    [InlineData("M:Acme.Http.Client.Open = transport | P:Acme.Jwt.Lifetime = Authentication")]
    [InlineData("M:Acme.Limits.Of(System.Int32,System.String)=rate_limits")]
    [InlineData("")]
    public void Settings_of_a_team_are_read(string text) => Assert.True(SecurityOptions.AdditionalSettings.IsValid(text));

    [Theory]
    [InlineData("P:Acme.Http.ClientOptions.TrustAll")]
    [InlineData("P:Acme.Http.ClientOptions.TrustAll=")]
    [InlineData("P:Acme.Http.ClientOptions.TrustAll=trust")]
    [InlineData("Acme.Http.ClientOptions.TrustAll=transport")]
    [InlineData("T:Acme.Http.ClientOptions=transport")]
    [InlineData("P:=transport")]
    [InlineData("=transport")]
    [InlineData("P:Acme.A.B=transport | nonsense")]
    public void Settings_without_a_member_or_a_category_are_not(string text) => Assert.False(SecurityOptions.AdditionalSettings.IsValid(text));

    [Fact]
    public void A_setting_comes_apart_into_its_member_and_its_category()
    {
        Assert.True(SecurityOptions.TryParseAdditional("P:Acme.Cookies.Domain = Cookies", out var symbol, out var category));
        Assert.Equal("Domain", symbol!.MemberName);
        Assert.Equal(SettingCategory.Cookies, category);
    }

    [Theory]
    [InlineData("Trust")]
    [InlineData("Trust | Safety | RateLimit")]
    public void Words_are_identifiers(string text) => Assert.True(SecurityOptions.HomeNames.IsValid(text));

    [Theory]
    [InlineData("Trust, Safety")]
    [InlineData("Trust.Safety")]
    [InlineData("**/Security/**")]
    [InlineData("2FA")]
    public void Other_texts_are_no_words(string text) => Assert.False(SecurityOptions.HomeNames.IsValid(text));

    [Theory]
    [InlineData("Acme.Security.SecuritySettings", true)]
    [InlineData("SecuritySettings", true)]
    [InlineData("", true)]
    [InlineData("Acme.Security.", false)]
    [InlineData("Acme/Security.cs", false)]
    [InlineData("T:Acme.Security", false)]
    [InlineData("Acme.Base`1", false)]
    public void A_type_is_named_in_full(string text, bool isValid)
    {
        Assert.Equal(isValid, SecurityOptions.HomeType.IsValid(text));
        Assert.Equal(isValid, SecurityOptions.HomeTypes.IsValid(text));
    }

    [Fact]
    public void Categories_and_fields_are_the_known_ones()
    {
        Assert.True(SecurityOptions.IgnoredCategories.IsValid("deserialization | RATE_LIMITS"));
        Assert.False(SecurityOptions.IgnoredCategories.IsValid("deserialisation"));
        Assert.True(SecurityOptions.RequiredNoteFields.IsValid("owner | expected | rollback"));
        Assert.False(SecurityOptions.RequiredNoteFields.IsValid("owner | author"));
        Assert.Empty(SecurityOptions.RequiredNoteFields.Default);
    }
}
