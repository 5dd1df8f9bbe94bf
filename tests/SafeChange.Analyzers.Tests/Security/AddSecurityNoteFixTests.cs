using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Security;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public sealed class AddSecurityNoteFixTests
{
    private const string Why = "{|SAFE0012:// security: <why does it stay here?>|}";

    private const string Types =
        """

        namespace Acme
        {
            public sealed class Client
            {
                public bool TrustAll { get; set; }

                public int Limit { get; set; }

                public string Name { get; set; } = "";

                public Client Trusting() => this;
            }

            public sealed class OpenAttribute : System.Attribute;
        }
        """;

    private static readonly Verify<SecurityAnalyzer, AddSecurityNoteFix> Verify = new Verify<SecurityAnalyzer, AddSecurityNoteFix>(References.Net10)
        .Options("safechange.security.additional_settings = P:Acme.Client.TrustAll=transport | P:Acme.Client.Limit=limits | M:Acme.Client.Trusting=transport");

    [Fact]
    public Task A_note_is_put_above_the_statement() => Verify.Fixes(
        Importer(
            """
            public void Run(Acme.Client client, bool all)
            {
                // a word to the reader
                client.{|SAFE1006:TrustAll|} = true; // first
                if (all)
                    client.{|SAFE1004:Limit|} = 5;
            }
            """),
        Importer(
            $$"""
            public void Run(Acme.Client client, bool all)
            {
                // a word to the reader
                {{Why}}
                // owner:
                // expected:
                // rollback:
                client.TrustAll = true; // first
                if (all)
                    {{Why}}
                    // owner:
                    // expected:
                    // rollback:
                    client.Limit = 5;
            }
            """));

    [Fact]
    public Task In_an_initializer_it_stands_above_the_member() => Verify.Fixes(
        Importer(
            """
            private readonly Acme.Client client = new()
            {
                Name = "partner",
                {|SAFE1006:TrustAll|} = true,
                // a word to the reader
                {|SAFE1004:Limit|} = 5,
            };
            """),
        Importer(
            $$"""
            private readonly Acme.Client client = new()
            {
                Name = "partner",
                {{Why}}
                // owner:
                // expected:
                // rollback:
                TrustAll = true,
                // a word to the reader
                {{Why}}
                // owner:
                // expected:
                // rollback:
                Limit = 5,
            };
            """));

    [Fact]
    public Task One_note_does_for_an_initializer_on_one_line() => Verify.FixesOne(
        Importer("public object Run() =>\n    new Acme.Client { {|SAFE1006:TrustAll|} = true, {|SAFE1004:Limit|} = 5 };"),
        Importer($"{Why}\n// owner:\n// expected:\n// rollback:\npublic object Run() =>\n    new Acme.Client {{ TrustAll = true, Limit = 5 }};"));

    [Fact]
    public Task A_lambda_on_one_line_has_its_note_above_the_statement() => Verify.Fixes(
        Importer("public void Run()\n{\n    System.Action<Acme.Client> configure = client => { client.{|SAFE1006:TrustAll|} = true; };\n    configure(new());\n}"),
        Importer($"public void Run()\n{{\n    {Why}\n    // owner:\n    // expected:\n    // rollback:\n    System.Action<Acme.Client> configure = client => {{ client.TrustAll = true; }};\n    configure(new());\n}}"));

    [Fact]
    public Task A_lambda_on_several_lines_has_it_inside() => Verify.Fixes(
        Importer("public System.Action<Acme.Client> Run() => client =>\n{\n    client.Name = \"x\";\n    client.{|SAFE1006:TrustAll|} = true;\n};"),
        Importer($"public System.Action<Acme.Client> Run() => client =>\n{{\n    client.Name = \"x\";\n    {Why}\n    // owner:\n    // expected:\n    // rollback:\n    client.TrustAll = true;\n}};"));

    [Fact]
    public Task What_is_written_already_is_not_asked_again() => Verify.Fixes(
        Importer(
            """
            public void Run(Acme.Client client)
            {
                // owner: payments
                // rollback: delete the line
                client.{|SAFE1006:TrustAll|} = true;
            }
            """),
        Importer(
            $$"""
            public void Run(Acme.Client client)
            {
                // owner: payments
                // rollback: delete the line
                {{Why}}
                // expected:
                client.TrustAll = true;
            }
            """));

    [Fact]
    public Task A_text_in_an_interpolated_string_has_it_above_the_statement() => Verify.Fixes(
        Importer("public string Run() { return\n    $\"{ new Acme.Client().{|SAFE1006:Trusting|}() }\"; }"),
        Importer($"{Why}\n// owner:\n// expected:\n// rollback:\npublic string Run() {{ return\n    $\"{{ new Acme.Client().Trusting() }}\"; }}"));

    [Fact]
    public Task A_weak_value_at_home_gets_its_note_above_the_statement() => Verify.Program().Fixes(
        """
        using System.Net.Http;

        var handler = new HttpClientHandler();
        handler.{|SAFE1022:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
        """,
        $"""
        using System.Net.Http;

        var handler = new HttpClientHandler();
        {Why}
        // owner:
        // expected:
        // rollback:
        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
        """);

    [Fact]
    public Task An_attribute_has_its_note_above_it() =>
        new Verify<SecurityAnalyzer, AddSecurityNoteFix>(References.WebApplication10).Options("safechange.security.attribute_literals = true").Fixes(
            """
            using Microsoft.AspNetCore.Mvc;

            public sealed class ImportController : ControllerBase
            {
                /// <summary>Takes a file.</summary>
                [HttpPost]
                [{|SAFE1004:RequestSizeLimit|}(52_428_800)]
                public IActionResult Post() => Ok();
            }
            """,
            $$"""
            using Microsoft.AspNetCore.Mvc;

            public sealed class ImportController : ControllerBase
            {
                /// <summary>Takes a file.</summary>
                [HttpPost]
                {{Why}}
                // owner:
                // expected:
                // rollback:
                [RequestSizeLimit(52_428_800)]
                public IActionResult Post() => Ok();
            }
            """);

    [Fact]
    public Task Several_statements_on_a_line_are_left_to_a_person() => Verify.NoFix(
        Importer("public void Run(Acme.Client client) { client.{|SAFE1006:TrustAll|} = true; client.Name = \"x\"; }"));

    [Fact]
    public Task An_arm_of_a_switch_on_one_line_is_left_to_a_person() => Verify.NoFix(
        Importer("public void Run(Acme.Client client, int i)\n{\n    switch (i)\n    {\n        case 1: client.{|SAFE1006:TrustAll|} = true; break;\n    }\n}"));

    [Fact]
    public Task A_written_note_ends_the_finding() => Verify.Silent(
        Importer("public void Run(Acme.Client client)\n{\n    // security: the partner's test host has no certificate\n    client.TrustAll = true;\n}"));

    private static string Importer(string members) =>
        "public sealed class Importer\n{\n    " + members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n") + "\n}\n" + Types;
}
