using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Benchmarks.Scenarios;

/// <summary>
/// A web application whose clients, controllers and services are full of names that security settings have as well:
/// headers, cookies, passwords, keys, modes. Most values are passed through; one client of ten accepts any certificate,
/// and one controller of ten writes a header by hand.
/// </summary>
internal static class GeneratedWeb
{
    private const int FaultEvery = 10;

    public static MeasuredProject Generate(int count) => new(Files(count, mark: ""), ReferenceLists.Load("Hangfire"), Findings(count));

    /// <summary>What the package has to report about that many areas.</summary>
    public static ImmutableSortedDictionary<string, int> Findings(int count) =>
        Enumerable.Range(0, count).Count(IsAtFault) is > 0 and var faults
            ? ImmutableSortedDictionary<string, int>.Empty.Add("SAFE1003", faults).Add("SAFE1006", faults)
            : ImmutableSortedDictionary<string, int>.Empty;

    /// <param name="count">How many areas, each with a controller, a client and a service.</param>
    /// <param name="mark">A statement at the beginning of every body.</param>
    public static IEnumerable<(string Path, string Text)> Files(int count, string mark)
    {
        yield return ("/Shop/Settings.cs", Settings);
        for (var number = 0; number < count; number++)
        {
            yield return ($"/Shop/Controllers/Area{number}Controller.cs", Controller(number, mark));
            yield return ($"/Shop/Clients/Client{number}.cs", Client(number, mark));
            yield return ($"/Shop/Services/Service{number}.cs", Service(number, mark));
        }
    }

    private static bool IsAtFault(int number) => number % FaultEvery == FaultEvery - 1;

    private static string Controller(int number, string mark) => $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;

        namespace Shop.Controllers;

        [ApiController]
        [Authorize]
        [Route("area-{{number}}")]
        public sealed class Area{{number}}Controller(Shop.Services.Service{{number}} service, Shop.Settings settings) : ControllerBase
        {
            [HttpGet]
            public async Task<IActionResult> GetAsync(string name, CancellationToken cancellationToken)
            {
        {{mark}}
                var found = await service.FindAsync(name, cancellationToken);
                Response.Headers["X-Total"] = found.Count.ToString();
                Response.Headers.Append("X-Version", settings.Version);
        {{(IsAtFault(number) ? "        Response.Headers[\"X-Frame-Options\"] = \"SAMEORIGIN\";" : "")}}
                return Ok(found);
            }

            [HttpPost("preferences")]
            public IActionResult Save(string theme)
            {
        {{mark}}
                Response.Cookies.Append("theme", theme, new CookieOptions { HttpOnly = settings.HttpOnly, Secure = settings.Secure, Path = "/", Expires = DateTimeOffset.UtcNow.AddDays(30) });
                return NoContent();
            }
        }
        """;

    private static string Client(int number, string mark) => $$"""
        using System;
        using System.Net;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Clients;

        public sealed class Client{{number}}(Shop.Settings settings)
        {
            public HttpClient Create()
            {
        {{mark}}
                var handler = new HttpClientHandler
                {
                    Credentials = new NetworkCredential(settings.User, settings.Password),
                    AllowAutoRedirect = false,
        {{(IsAtFault(number) ? "            ServerCertificateCustomValidationCallback = (_, _, _, _) => true," : "")}}
                };
                return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30), BaseAddress = new Uri(settings.Url) };
            }

            public async Task<string> SendAsync(HttpClient client, string path, CancellationToken cancellationToken)
            {
        {{mark}}
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Add("Accept", "application/json");
                using var response = await client.SendAsync(request, cancellationToken);
                return await response.Content.ReadAsStringAsync(cancellationToken);
            }
        }
        """;

    private static string Service(int number, string mark) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Services;

        public sealed class Service{{number}}
        {
            private readonly Dictionary<string, Entry{{number}}> entries = new();

            public Task<IReadOnlyList<Entry{{number}}>> FindAsync(string name, CancellationToken cancellationToken)
            {
        {{mark}}
                var found = new List<Entry{{number}}>();
                foreach (var entry in entries.Values.Where(entry => entry.Name.StartsWith(name, StringComparison.Ordinal)))
                {
                    entry.Mode = entry.Key.Length > 3 ? Mode{{number}}.Active : Mode{{number}}.None;
                    found.Add(entry);
                }

                return Task.FromResult<IReadOnlyList<Entry{{number}}>>(found);
            }

            public void Save(string key, string name, string password)
            {
        {{mark}}
                entries[key] = new Entry{{number}} { Key = key, Name = name, Password = password, Enabled = true, Server = "first" };
            }
        }

        public enum Mode{{number}} { None, Active }

        public sealed class Entry{{number}}
        {
            public string Key { get; set; } = "";
            public string Name { get; set; } = "";
            public string Password { get; set; } = "";
            public string Server { get; set; } = "";
            public bool Enabled { get; set; }
            public Mode{{number}} Mode { get; set; }
        }
        """;

    private const string Settings = """
        namespace Shop;

        public sealed class Settings
        {
            public string Url { get; set; } = "";
            public string User { get; set; } = "";
            public string Password { get; set; } = "";
            public string Version { get; set; } = "";
            public bool HttpOnly { get; set; }
            public bool Secure { get; set; }
        }
        """;
}
