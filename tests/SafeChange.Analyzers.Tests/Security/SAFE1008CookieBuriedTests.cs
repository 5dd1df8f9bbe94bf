using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1008CookieBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_cookie_that_scripts_may_read_is_reported() => Verify.Finds("""
        public class CartController : Controller
        {
            public IActionResult Index(string id)
            {
                Response.Cookies.Append("cart", id, new CookieOptions { {|SAFE1008:HttpOnly|} = false, Secure = true });
                return View();
            }
        }
        """);

    [Fact]
    public Task A_cookie_for_every_site_is_reported() => Verify.Finds("""
        public class EmbedController : Controller
        {
            public IActionResult Index(string id)
            {
                var options = new CookieOptions();
                options.HttpOnly = true;
                options.Secure = true;
                options.{|SAFE1008:SameSite|} = SameSiteMode.None;
                Response.Cookies.Append("embed", id, options);
                return View();
            }
        }
        """);

    [Fact]
    public Task A_cookie_without_any_protection_is_reported() => Verify.Finds("""
        public class LanguageController : Controller
        {
            public IActionResult Set(string code)
            {
                Response.Cookies.Append("language", code, new {|SAFE1008:CookieOptions|} { Expires = DateTimeOffset.UtcNow.AddYears(1) });
                return NoContent();
            }
        }
        """);

    [Fact]
    public Task A_cookie_made_with_a_target_typed_new_is_reported_at_the_keyword() => Verify.Finds("""
        public class LanguageController : Controller
        {
            public IActionResult Set(string code)
            {
                CookieOptions options = {|SAFE1008:new|}() { MaxAge = TimeSpan.FromDays(30) };
                Response.Cookies.Append("language", code, options);
                return NoContent();
            }
        }
        """);

    [Fact]
    public Task Protection_beside_the_cookie_is_where_it_belongs() => Verify.FindsNothing("""
        public class CartController : Controller
        {
            public IActionResult Index(string id)
            {
                Response.Cookies.Append("cart", id, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict });
                return View();
            }
        }
        """);

    [Fact]
    public Task Protection_that_is_set_later_counts() => Verify.FindsNothing("""
        public class CookieSpec { public bool Http { get; init; } public bool Safe { get; init; } public DateTimeOffset? End { get; init; } }
        public class CookieWriter
        {
            public void Write(HttpResponse response, CookieSpec spec)
            {
                var options = new CookieOptions { Expires = spec.End };
                options.HttpOnly = spec.Http;
                options.Secure = spec.Safe;
                response.Cookies.Append("state", "1", options);
            }
        }
        """);

    [Fact]
    public Task A_cookie_secure_only_over_encrypted_requests_is_a_suggestion_when_it_depends() => Verify.Finds("""
        public class CartController : Controller
        {
            public IActionResult Index(string id, bool embedded)
            {
                Response.Cookies.Append("cart", id, new CookieOptions
                {
                    HttpOnly = true,
                    Secure = Request.IsHttps,
                    {|SAFE1008 info:SameSite|} = embedded ? SameSiteMode.None : SameSiteMode.Lax,
                });
                return View();
            }
        }
        """);

    [Fact]
    public Task The_policy_of_cookies_changed_by_a_middleware_is_reported() => Verify.Finds("""
        public class PartnerFrame(RequestDelegate next, IOptions<CookiePolicyOptions> policy)
        {
            public Task InvokeAsync(HttpContext context)
            {
                policy.Value.{|SAFE1008:MinimumSameSitePolicy|} = SameSiteMode.None;
                return next(context);
            }
        }
        """);

    [Fact]
    public Task The_builder_of_a_session_cookie_is_judged() => Verify.Finds("""
        public class KioskMode(IOptions<SessionOptions> session)
        {
            public void On()
            {
                session.Value.{|SAFE1008:IdleTimeout|} = TimeSpan.FromHours(12);
                session.Value.Cookie.{|SAFE1008:SecurePolicy|} = CookieSecurePolicy.None;
            }
        }
        """);

    [Fact]
    public Task A_cookie_of_a_client_may_be_made_where_it_is_used() => Verify.FindsNothing("""
        public class PortalClient
        {
            public CookieContainer Cookies(string session)
            {
                var cookies = new CookieContainer();
                cookies.Add(new Cookie("session", session, "/", "portal.example") { HttpOnly = true, Secure = true });
                return cookies;
            }
        }
        """);

    [Fact]
    public Task A_session_is_at_home_where_services_are_added() => Verify.FindsNothing("""
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddSession(options =>
            {
                options.IdleTimeout = TimeSpan.FromHours(8);
                options.Cookie.SecurePolicy = CookieSecurePolicy.None;
                options.Cookie.HttpOnly = false;
            });
        }
        """);
}
