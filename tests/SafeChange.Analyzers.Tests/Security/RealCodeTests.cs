using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>What public applications do with security settings, told again with names of our own.</summary>
public class RealCodeTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_key_in_the_query_of_an_address_is_a_secret() => Verify.Finds("""
        public class FilmCatalogue(HttpClient http)
        {
            private const string Address = {|SAFE1002:"https://films.example.org/search?apikey=7d3e51b9"|};

            public Task<string> Find(int id) => http.GetStringAsync({|SAFE1002:$"https://films.example.org/film?id={id}&api_key=7d3e51b9&plot=full"|});

            public string Poster(string id) => string.Format({|SAFE1002:"https://img.films.example.org/?i={0}&apikey=7d3e51b9"|}, id);
        }
        """);

    [Fact]
    public Task An_address_whose_key_comes_from_elsewhere_has_no_secret() => Verify.FindsNothing("""
        public class FilmCatalogue(HttpClient http, string key)
        {
            private const string Documentation = "https://films.example.org/help?topic=apikey&version=20240131a";

            public Task<string> Find(int id) => http.GetStringAsync($"https://films.example.org/film?id={id}&apikey={key}");
            public string Link(string id) => string.Format("https://films.example.org/film?i={0}&api_key={1}", id, key);
            public string Demo() => "https://films.example.org/film?i=1&apikey=YOUR_API_KEY";
            public string Page() => "https://films.example.org/films?pageToken=a1b2c3d4&key=b2c3d4e5f6";
            public string Trial() => "https://films.example.org/film?apikey=demo1234";
        }
        """);
}
