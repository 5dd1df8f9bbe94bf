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

    [Fact]
    public Task How_many_bytes_a_hash_has_does_not_decide_its_iterations() => Verify.FindsNothing("""
        public class StoredHash(int rounds, string algorithm, byte[] salt)
        {
            private const int Bytes = 32;

            public byte[] Of(string word) => Rfc2898DeriveBytes.Pbkdf2(word, salt, rounds, new HashAlgorithmName(algorithm), Bytes);
        }
        """);

    [Fact]
    public Task Iterations_that_are_written_decide() => Verify.Finds("""
        public class StoredHash(byte[] salt)
        {
            private const int Rounds = 10_000;

            public byte[] Of(string word) => Rfc2898DeriveBytes.{|SAFE1011:Pbkdf2|}(word, salt, Rounds, HashAlgorithmName.SHA512, 32);
            public byte[] Slow(string word) => Rfc2898DeriveBytes.{|SAFE1011 info:Pbkdf2|}(word, salt, 600_000, HashAlgorithmName.SHA512, 32);
        }
        """);

    [Fact]
    public Task A_host_key_that_is_trusted_after_others_were_refused_is_a_suggestion() => Verify.Finds("""
        using Renci.SshNet;
        public class Courier(string known, bool quiet)
        {
            public void Prepare(SftpClient client) => client.HostKeyReceived += (sender, e) =>
            {
                if (!string.Equals(Convert.ToHexString(e.FingerPrint), known))
                    throw new InvalidOperationException("Another host answers.");

                e.{|SAFE1006 info:CanTrust|} = true;
            };

            public void Hurry(SftpClient client) => client.HostKeyReceived += (sender, e) =>
            {
                if (quiet)
                    return;

                e.{|SAFE1006:CanTrust|} = true;
            };
        }
        """);
}
