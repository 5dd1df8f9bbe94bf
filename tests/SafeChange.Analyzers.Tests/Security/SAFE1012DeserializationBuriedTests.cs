using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1012DeserializationBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task Types_named_by_a_message_are_reported() => Verify.Finds("""
        using Newtonsoft.Json;
        public class MessageSerializer
        {
            private static readonly JsonSerializerSettings Settings = new JsonSerializerSettings { {|SAFE1012:TypeNameHandling|} = TypeNameHandling.All };
            public object? Read(string json) => JsonConvert.DeserializeObject(json, Settings);
        }
        """);

    [Fact]
    public Task Types_named_by_a_message_on_one_branch_only_are_a_suggestion() => Verify.Finds("""
        using Newtonsoft.Json;
        public class MessageSerializer
        {
            public JsonSerializerSettings For(bool trusted) => new() { {|SAFE1012 info:TypeNameHandling|} = trusted ? TypeNameHandling.Auto : TypeNameHandling.None };
        }
        """);

    [Fact]
    public Task The_member_of_a_serializer_is_judged_like_that_of_its_settings() => Verify.Finds("""
        using Newtonsoft.Json;
        public class Snapshots
        {
            public JsonSerializer Serializer()
            {
                var serializer = JsonSerializer.CreateDefault();
                serializer.{|SAFE1012:TypeNameHandling|} = TypeNameHandling.Objects;
                return serializer;
            }
        }
        """);

    [Fact]
    public Task No_types_in_messages_is_how_it_is_anyway() => Verify.FindsNothing("""
        using Newtonsoft.Json;
        public class Audit
        {
            private readonly JsonSerializerSettings settings = new() { TypeNameHandling = TypeNameHandling.None };
            public string Write(object entry) => JsonConvert.SerializeObject(entry, settings);
        }
        """);

    [Fact]
    public Task Entities_that_an_importer_resolves_are_reported() => Verify.Finds("""
        using System.Xml;
        public class OrderImport
        {
            public XmlReader Open(Stream file) => XmlReader.Create(file, new XmlReaderSettings
            {
                {|SAFE1012:DtdProcessing|} = DtdProcessing.Parse,
                {|SAFE1012:XmlResolver|} = new XmlUrlResolver(),
            });
        }
        """);

    [Fact]
    public Task A_reader_that_ignores_entities_may_stand_where_it_is_used() => Verify.FindsNothing("""
        using System.Xml;
        public class OrderImport
        {
            public XmlReader Open(Stream file) => XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            public XmlReader Strict(Stream file) => XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        }
        """);

    [Fact]
    public Task A_document_with_a_resolver_is_reported() => Verify.Finds("""
        using System.Xml;
        public class SvgReader
        {
            public XmlDocument Load(string path)
            {
                var document = new XmlDocument();
                document.{|SAFE1012:XmlResolver|} = new XmlUrlResolver();
                document.Load(path);
                return document;
            }
        }
        """);

    [Fact]
    public Task A_stylesheet_that_may_run_scripts_is_reported() => Verify.Finds("""
        using System.Xml.Xsl;
        public class PdfRenderer
        {
            public XslCompiledTransform Load(string path)
            {
                var transform = new XslCompiledTransform();
                transform.Load(path, XsltSettings.{|SAFE1012:TrustedXslt|}, null);
                return transform;
            }
        }
        """);

    [Fact]
    public Task A_scheme_that_a_sanitizer_lets_through_is_reported() => Verify.Finds("""
        using Ganss.Xss;
        public class CommentText
        {
            private readonly HtmlSanitizer sanitizer = new HtmlSanitizer();
            public CommentText() => sanitizer.{|SAFE1012:AllowedSchemes|}.Add("javascript");
            public string Clean(string html) => sanitizer.Sanitize(html);
        }
        """);

    [Fact]
    public Task A_switch_that_revives_the_old_formatter_is_reported() => Verify.Finds("""
        public class SessionStore
        {
            static SessionStore() => AppContext.SetSwitch({|SAFE1012:"System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization"|}, true);
        }
        """);

    [Fact]
    public Task Text_that_is_written_without_escapes_is_an_everyday_matter() => Verify.FindsNothing("""
        using System.Text.Encodings.Web;
        using System.Text.Json;
        public static class Json
        {
            public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
        }
        """);

    [Fact]
    public Task The_serializer_of_the_application_is_at_home_where_services_are_added() => Verify.FindsNothing("""
        using Newtonsoft.Json;
        public static class MessagingExtensions
        {
            public static IServiceCollection AddMessaging(this IServiceCollection services) =>
                services.AddSingleton(new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All });
        }
        """);

    [Fact]
    public Task Messages_of_a_hub_that_name_their_types_are_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.SignalR;
        using Newtonsoft.Json;
        public class BoardHub : Hub
        {
            private static readonly JsonSerializerSettings Wire = new()
            {
                {|SAFE1012:TypeNameHandling|} = TypeNameHandling.Objects,
                NullValueHandling = NullValueHandling.Ignore,
            };
            public Task Publish(string json) => Clients.Others.SendAsync("changed", JsonConvert.DeserializeObject(json, Wire));
        }
        """);

    [Fact]
    public Task A_library_that_loads_documents_is_reported() => Verify.Finds("""
        using System.Xml;
        public static class DocumentLoader
        {
            public static XmlDocument Load(Stream stream)
            {
                var settings = new XmlReaderSettings();
                settings.{|SAFE1012:DtdProcessing|} = DtdProcessing.Parse;
                settings.{|SAFE1012:MaxCharactersFromEntities|} = 0;
                using var reader = XmlReader.Create(stream, settings);
                var document = new XmlDocument();
                document.Load(reader);
                return document;
            }
        }
        """);
}
