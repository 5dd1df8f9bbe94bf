using Microsoft.AspNetCore.Mvc;

namespace ArticleArchive.Controllers;

[Route("preferences")]
public sealed class PreferencesController : Controller
{
    [HttpPost("theme")]
    public IActionResult Theme([FromForm] string theme, [FromForm] string? returnUrl)
    {
        // site.js reads the cookie before the page is painted
        Response.Cookies.Append("theme", theme == "dark" ? "dark" : "light", new CookieOptions
        {
            HttpOnly = false,
            Secure = false,
            MaxAge = TimeSpan.FromDays(365),
        });
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
