using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>What was judged wrongly in public web applications, told again with names of our own.</summary>
public class FoundInTheWildTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task The_algorithm_that_signs_a_token_is_no_secret() => Verify.Finds("""
        using Microsoft.IdentityModel.Tokens;
        public class TicketWriter(SecurityKey key)
        {
            public SigningCredentials Stamp() => new {|SAFE1011 info:SigningCredentials|}(key, SecurityAlgorithms.HmacSha256);
        }
        """);

    [Fact]
    public Task A_connection_to_this_machine_needs_no_encryption() => Verify.FindsNothing("""
        public class Rehearsal
        {
            private const int Port = 1499;
            public string Local => "Server=localhost,1433;Database=stock;Integrated Security=true;Encrypt=False";
            public string Shipped(string password) => $"Server=127.0.0.1,{Port};Database=stock;User Id=sa;Password={password};TrustServerCertificate=True";
        }
        """);

    [Fact]
    public Task A_password_for_this_machine_is_a_password_all_the_same() => Verify.Finds("""
        public class Rehearsal
        {
            public string Local => {|SAFE1002 info:"Server=localhost,1433;Database=stock;User Id=sa;Password=hU7!kqP2z;Encrypt=False"|};
        }
        """);

    [Fact]
    public Task A_cookie_for_scripts_does_not_contradict_one_that_hides_from_them() => Verify.Finds("""
        public class BasketCookie
        {
            public void Write(HttpResponse response, string id) => response.Cookies.Append("basket", id, new CookieOptions { {|SAFE1008 info:HttpOnly|} = true });
        }
        public class FormToken
        {
            public void Write(HttpResponse response, string token) => response.Cookies.Append("xsrf", token, new CookieOptions { {|SAFE1008:HttpOnly|} = false });
        }
        """);
}
