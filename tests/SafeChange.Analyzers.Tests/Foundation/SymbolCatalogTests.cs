using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Foundation;

public sealed class SymbolCatalogTests
{
    private const string Framework = """
        namespace Acme
        {
            public interface IMailer { void Send(string to); }
            public class Mailer : IMailer
            {
                public Mailer() { }
                public Mailer(int port) { }
                public virtual void Send(string to) { }
                public void Send(string to, string text) { }
                public T Fetch<T>() => throw null!;
                public T Fetch<T>(int n) => throw null!;
                public string Fetch() => "";
                public int Sent { get; set; }
                public string this[int index] => "";
                public event System.Action? Failed { add { } remove { } }
                public class Inner { public void Send() { } }
                void IMailer.Send(string to) { }
                public static implicit operator string(Mailer mailer) => "";
            }
            public class Box<T> { public void Add(T item) { } public void Add<TOther>(TOther item) { } public T? Value { get; set; } }
            public static class MailerExtensions { public static void SendAll(this IMailer mailer, params string[] to) { } }
            public class Send { }
        }
        """;

    private const string Uses = """
        using Acme;
        class OwnMailer : Mailer { public override void Send(string to) { } public new int Sent { get; set; } }
        class Program
        {
            void Run(Mailer mailer, OwnMailer own, IMailer any, Box<int> box, Mailer.Inner inner)
            {
                mailer.Send("a");
                mailer.Send("a", "b");
                own.Send("a");
                any.Send("a");
                mailer.Fetch();
                mailer.Fetch<int>();
                mailer.Fetch<int>(1);
                box.Add(1);
                box.Add<string>("");
                any.SendAll("a", "b");
                MailerExtensions.SendAll(any, "a");
                inner.Send();
                _ = new Mailer();
                _ = new Mailer(1);
                _ = new Box<string>();
                _ = mailer.Sent;
                _ = own.Sent;
                _ = mailer[0];
                _ = box.Value;
            }
        }
        """;

    public static TheoryData<string, string> Lines { get; } = new()
    {
        { "M:Acme.Mailer.Send", """mailer.Send("a") | mailer.Send("a", "b") | own.Send("a")""" },
        { "M:Acme.Mailer.Send(System.String)", """mailer.Send("a") | own.Send("a")""" },
        { "M:Acme.Mailer.Send(System.String,System.String)", """mailer.Send("a", "b")""" },
        { "M:Acme.IMailer.Send", """any.Send("a")""" },
        { "M:Acme.Mailer.Fetch", "mailer.Fetch() | mailer.Fetch<int>() | mailer.Fetch<int>(1)" },
        { "M:Acme.Mailer.Fetch()", "mailer.Fetch()" },
        { "M:Acme.Mailer.Fetch``1", "mailer.Fetch<int>() | mailer.Fetch<int>(1)" },
        { "M:Acme.Mailer.Fetch``1()", "mailer.Fetch<int>()" },
        { "M:Acme.Mailer.Fetch``1(System.Int32)", "mailer.Fetch<int>(1)" },
        { "M:Acme.Box`1.Add", """box.Add(1) | box.Add<string>("")""" },
        { "M:Acme.Box`1.Add(`0)", "box.Add(1)" },
        { "M:Acme.Box`1.Add``1(``0)", """box.Add<string>("")""" },
        { "M:Acme.MailerExtensions.SendAll", """any.SendAll("a", "b") | MailerExtensions.SendAll(any, "a")""" },
        { "M:Acme.MailerExtensions.SendAll(Acme.IMailer,System.String[])", """any.SendAll("a", "b") | MailerExtensions.SendAll(any, "a")""" },
        { "M:Acme.Mailer.Inner.Send", "inner.Send()" },
        { "M:Acme.Mailer.#ctor", "new Mailer() | new Mailer(1)" },
        { "M:Acme.Mailer.#ctor()", "new Mailer()" },
        { "M:Acme.Mailer.#ctor(System.Int32)", "new Mailer(1)" },
        { "M:Acme.Box`1.#ctor", "new Box<string>()" },
        { "P:Acme.Mailer.Sent", "mailer.Sent" },
        { "P:Acme.Mailer.Item", "mailer[0]" },
        { "P:Acme.Mailer.Item(System.Int32)", "mailer[0]" },
        { "P:Acme.Box`1.Value", "box.Value" },
        { "M:Acme.Mailer.op_Implicit(Acme.Mailer)~System.String", "" },
        { "M:Acme.Mailer.Acme#IMailer#Send", "" },
        { "T:Acme.Mailer", "" },
        { "F:Acme.Mailer.Sent", "" },
        { "M:Acme.Gone.Send", "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_finds_its_symbols_and_no_others(string subject, string expected)
    {
        var compilation = Compile(Uses, TestAssembly.Compile("Acme", Framework));
        var line = subject + " ; effect=mail";

        Assert.Equal(expected, Found(compilation, Catalog(compilation, builtIn: line)));
        Assert.Equal(expected, Found(compilation, Catalog(compilation, users: line)));
    }

    [Fact]
    public void A_type_is_found_by_its_definition()
    {
        var compilation = Compile(Uses, TestAssembly.Compile("Acme", Framework));
        var catalog = Catalog(compilation, builtIn: "T:Acme.Box`1 ; effect=mail\nT:Acme.Mailer.Inner ; effect=http");
        var box = compilation.GetSymbolsWithName("Run").OfType<IMethodSymbol>().Single().Parameters[3].Type;

        Assert.Equal("mail", catalog.Find(box)?["effect"]);
        Assert.Equal("http", catalog.Find(compilation.GetSymbolsWithName("Run").OfType<IMethodSymbol>().Single().Parameters[4].Type)?["effect"]);
    }

    [Fact]
    public void A_type_that_two_assemblies_define_is_found_in_both()
    {
        var compilation = Compile(
            """
            extern alias two;
            class Program { void Run(Acme.Mailer one, two::Acme.Mailer other) { one.Send("a"); other.Send("b"); } }
            """,
            TestAssembly.Compile("One", Framework),
            TestAssembly.Compile("Two", Framework).WithAliases(["two"]));

        Assert.Equal("""one.Send("a") | other.Send("b")""", Found(compilation, Catalog(compilation, builtIn: "M:Acme.Mailer.Send ; effect=mail")));
    }

    [Fact]
    public void A_copy_in_source_is_a_look_alike_to_us_and_the_users_own_to_the_user()
    {
        var compilation = Compile(Framework + """class Program { void Run(Acme.Mailer mailer) { mailer.Send("a"); } }""");

        Assert.Equal("", Found(compilation, Catalog(compilation, builtIn: "M:Acme.Mailer.Send ; effect=mail")));
        Assert.Equal("""mailer.Send("a")""", Found(compilation, Catalog(compilation, users: "M:Acme.Mailer.Send ; effect=mail")));
    }

    [Fact]
    public void A_users_line_comes_before_ours()
    {
        var compilation = Compile(Uses, TestAssembly.Compile("Acme", Framework));
        var catalog = Catalog(compilation, builtIn: "M:Acme.IMailer.Send ; effect=mail", users: "M:Acme.IMailer.Send ; effect=none");

        Assert.Equal("none", catalog.Find(compilation.GetTypeByMetadataName("Acme.IMailer")!.GetMembers("Send").Single())?["effect"]);
    }

    [Fact]
    public void An_exact_line_holds_for_an_override_unless_the_override_has_its_own()
    {
        var compilation = Compile(Uses, TestAssembly.Compile("Acme", Framework));
        var overriding = compilation.GetTypeByMetadataName("OwnMailer")!.GetMembers("Send").Single();

        Assert.Equal("mail", Catalog(compilation, users: "M:Acme.Mailer.Send ; effect=mail").Find(overriding)?["effect"]);
        Assert.Equal("none", Catalog(compilation, users: "M:Acme.Mailer.Send ; effect=mail\nM:OwnMailer.Send ; effect=none").Find(overriding)?["effect"]);
    }

    [Fact]
    public void Headers_switches_and_keywords_are_found_whatever_their_case()
    {
        var compilation = Compile("class C;");
        var catalog = new SymbolCatalog(
            compilation,
            CatalogFile.Parse(CatalogKind.SecuritySettings, SourceText.From("header:X-Frame-Options ; category=headers\nswitch:Net.Off ; category=transport")),
            [CatalogFile.Parse(CatalogKind.SecuritySettings, SourceText.From("Header: x-frame-options ; category=hosting\ntext:Trust=true ; category=transport"))]);

        Assert.Equal("hosting", catalog.Find(CatalogSubjectKind.Header, "X-FRAME-OPTIONS")?["category"]);
        Assert.Equal("transport", catalog.Find(CatalogSubjectKind.Switch, "net.off")?["category"]);
        Assert.Equal("transport", catalog.Find(CatalogSubjectKind.Text, "Trust=true")?["category"]);
        Assert.Null(catalog.Find(CatalogSubjectKind.Text, "X-Frame-Options"));
        Assert.Null(catalog.Find(CatalogSubjectKind.Header, "X-Other"));
    }

    [Fact]
    public void A_look_up_that_leads_nowhere_allocates_nothing()
    {
        var compilation = Compile("class C { void Run() { } }");
        var catalog = Catalog(
            compilation,
            builtIn: string.Concat(Enumerable.Range(0, 700).Select(i => $"M:Acme.Type{i}.Member{i} ; effect=mail\n")),
            users: "M:Acme.Mailer.Send ; effect=mail");
        var method = compilation.GetSymbolsWithName("Run").Single();
        Assert.Null(catalog.Find(method));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            catalog.Find(method);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public Task An_analyzer_has_the_users_lines_beside_ours() =>
        new Verify<Probe>(References.NoFramework.Add(TestAssembly.Compile("Acme", Framework)))
            .AdditionalFile("SafeChange.Effects.txt", "not a line\nM:Acme.Mailer.Send ; effect=mail")
            .AdditionalFile("more/SafeChange.Effects.txt", "M:Acme.Mailer.Fetch()  ;  effect = HTTP")
            .AdditionalFile("SafeChange.Guards.txt", "M:Acme.Mailer.Fetch``1 ; guard=claim")
            .Reports(
                """
                class Program
                {
                    void Run(Acme.Mailer mailer)
                    {
                        {|#0:mailer.Send("a")|};
                        {|#1:mailer.Fetch()|};
                        mailer.Fetch<int>();
                    }
                }
                """,
                new Verify<Probe>([]).Result("PROBE", 0, "mail"),
                new Verify<Probe>([]).Result("PROBE", 1, "http"));

    [Fact]
    public void Every_text_can_be_read_and_no_line_is_lost()
    {
        var subject = Gen.OneOf(
            Gen.OneOf("M:Acme.Mailer.Send", "T:Acme.Box`1", "header:X", "text:", "#", "\uFEFF", "N:A", "M:A.#ctor", "T:", "::", ""),
            Gen.String[Gen.OneOf("TMPFEN:.#`{}()[],~@ ;=\tab1\u00a0\ud800".ToCharArray()), 0, 20]);
        var value = Gen.OneOf(
            Gen.OneOf("category=cookies", "category = Cookies ", "effect=", "optional", "=", "note=a=b # c", "weakening=#", " "),
            Gen.String[0, 12]);
        var line = Gen.Select(subject, value.Array[0, 4], (start, rest) => string.Join(";", [start, .. rest]));
        var text = Gen.Select(line.Array[0, 6], Gen.OneOf("\n", "\r\n", "\r", "\u2028"), (lines, newLine) => string.Join(newLine, lines));
        var compilation = Compile(Uses, TestAssembly.Compile("Acme", Framework));

        Gen.Select(text, Gen.OneOf([.. CatalogKind.All])).Sample((content, kind) =>
        {
            var source = SourceText.From(content);
            var catalog = CatalogFile.Parse(kind, source);
            foreach (var error in catalog.Errors)
            {
                Assert.NotEmpty(error.Reason);
                Assert.InRange(error.Span.Start, 0, source.Length);
                Assert.InRange(error.Span.End, error.Span.Start, source.Lines.GetLineFromPosition(error.Span.Start).End);
            }

            // A line is an entry, or has an error, or holds nothing.
            foreach (var each in source.Lines)
            {
                var entries = catalog.Entries.Count(entry => each.Span.Contains(entry.Span));
                var errors = catalog.Errors.Count(error => each.SpanIncludingLineBreak.Contains(error.Span.Start));
                var isBlank = each.ToString().TrimStart('\uFEFF', ' ', '\t', '\u00a0') is "" or ['#', ..];
                Assert.True(entries == 1 ? errors == 0 : isBlank || errors > 0 || string.IsNullOrWhiteSpace(each.ToString()), each.ToString());
            }

            // And what could be read can be looked for.
            foreach (var entry in catalog.Entries)
            {
                if (entry.Symbol is { } symbol && symbol.Resolve(compilation).IsEmpty)
                {
                    Assert.NotEmpty(symbol.Explain(compilation));
                }
            }
        });
    }

    [Fact]
    public void Every_documentation_ID_of_a_real_assembly_finds_its_symbol()
    {
        var compilation = Compile(Uses, TestAssembly.Compile("Acme", Framework));
        var types = new[] { "Acme.Mailer", "Acme.Box`1", "System.String", "System.Collections.Generic.Dictionary`2", "System.Linq.Enumerable", "System.Decimal" };
        var members = types
            .SelectMany(name => compilation.GetTypesByMetadataName(name))
            .SelectMany(type => type.GetMembers().Add(type))
            .Where(member => member.GetDocumentationCommentId() is not null)
            .ToList();

        Assert.True(members.Count > 500);
        foreach (var member in members)
        {
            // A method without parameters has "()" here: without a list the ID means every overload.
            var text = member.GetDocumentationCommentId()!;
            var id = SymbolId.Parse(member is IMethodSymbol && !text.Contains('(') ? text + "()" : text, out var problem);
            Assert.True(id is not null, $"{text}: {problem}");
            Assert.Contains(member, id.Resolve(compilation), SymbolEqualityComparer.Default);
        }
    }

    [Fact]
    public void The_catalogues_of_the_package_have_no_errors() =>
        Assert.All(CatalogKind.All, kind => Assert.Empty(kind.BuiltIn.Errors));

    private static SymbolCatalog Catalog(Compilation compilation, string builtIn = "", string users = "") =>
        new(
            compilation,
            CatalogFile.Parse(CatalogKind.Effects, SourceText.From(builtIn)),
            [CatalogFile.Parse(CatalogKind.Effects, SourceText.From(users))]);

    // The expressions in Run that the catalogue has an entry for.
    private static string Found(Compilation compilation, SymbolCatalog catalog)
    {
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        var run = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Last(method => method.Identifier.Text == "Run");
        return string.Join(" | ", run.DescendantNodes()
            .Where(node => node is InvocationExpressionSyntax or ObjectCreationExpressionSyntax or ElementAccessExpressionSyntax
                or MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax })
            .Where(node => model.GetSymbolInfo(node).Symbol is { } symbol && catalog.Find(symbol) is not null)
            .Select(node => node.ToString()));
    }

    private static CSharpCompilation Compile(string source, params MetadataReference[] references) =>
        CSharpCompilation.Create(
            "Test", [CSharpSyntaxTree.ParseText(source)], References.NoFramework.AddRange(references), new(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>Reports every call that the catalogue of effects knows, with the effect.</summary>
#pragma warning disable RS1001 // a test makes it; no compiler loads it
    private sealed class Probe : DiagnosticAnalyzer
    {
#pragma warning restore RS1001
#pragma warning disable RS2008, RS0030 // a rule of this test alone
        private static readonly DiagnosticDescriptor Descriptor = new("PROBE", "Found", "{0}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);
#pragma warning restore RS2008, RS0030

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                var catalog = SymbolCatalog.Create(CatalogKind.Effects, start);
                start.RegisterOperationAction(
                    operation =>
                    {
                        var invocation = (Microsoft.CodeAnalysis.Operations.IInvocationOperation)operation.Operation;
                        if (catalog.Find(invocation.TargetMethod) is { } entry)
                        {
                            operation.ReportDiagnostic(Diagnostic.Create(Descriptor, invocation.Syntax.GetLocation(), entry["effect"]));
                        }
                    },
                    OperationKind.Invocation);
            });
        }
    }
}
