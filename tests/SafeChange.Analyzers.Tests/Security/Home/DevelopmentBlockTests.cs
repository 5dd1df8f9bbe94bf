using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Home;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security.Home;

public sealed class DevelopmentBlockTests
{
    private const string Usings = """
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.Hosting;

        """;

    [Theory]
    [InlineData("if (env.IsDevelopment()) Weak();")]
    [InlineData("if (env.IsDevelopment()) { Weak(); }")]
    [InlineData("if ((env.IsDevelopment())) { { Weak(); } }")]
    [InlineData("if (app.Environment.IsDevelopment()) Weak();")]
    [InlineData("if (builder.Environment.IsDevelopment()) Weak();")]
    [InlineData("if (env!.IsDevelopment()) Weak();")]
    [InlineData("if (env?.IsDevelopment() == true) Weak();")]
    [InlineData("if (HostEnvironmentEnvExtensions.IsDevelopment(env)) Weak();")]
    [InlineData("if (env.IsEnvironment(\"Development\")) Weak();")]
    [InlineData("if (env.IsEnvironment(\"development\")) Weak();")]
    [InlineData("if (env.IsEnvironment(Environments.Development)) Weak();")]
    [InlineData("if (env.EnvironmentName == \"Development\") Weak();")]
    [InlineData("if (\"Development\" == env.EnvironmentName) Weak();")]
    [InlineData("if (env.EnvironmentName == Environments.Development) Weak();")]
    [InlineData("if (env.EnvironmentName is \"Development\") Weak();")]
    [InlineData("if (env.EnvironmentName is not \"Development\") return; Weak();")]
    [InlineData("if (env.EnvironmentName != \"Development\") { } else { Weak(); }")]
    [InlineData("if (env.EnvironmentName.Equals(\"Development\", StringComparison.OrdinalIgnoreCase)) Weak();")]
    [InlineData("if (string.Equals(env.EnvironmentName, Environments.Development, StringComparison.OrdinalIgnoreCase)) Weak();")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"ASPNETCORE_ENVIRONMENT\") == \"Development\") Weak();")]
    [InlineData("var name = Environment.GetEnvironmentVariable(\"DOTNET_ENVIRONMENT\"); if (name == \"Development\") Weak();")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": Weak(); break; default: break; }")]
    [InlineData("if (env.IsDevelopment() && flag) Weak();")]
    [InlineData("if (flag && env.IsDevelopment()) Weak();")]
    [InlineData("if (env.IsDevelopment() || env.IsEnvironment(\"Development\")) Weak();")]
    [InlineData("if (env.IsDevelopment() == true) Weak();")]
    [InlineData("if (env.IsDevelopment() is true) Weak();")]
    [InlineData("if (env.IsDevelopment() is false) return; Weak();")]
    [InlineData("if (!env.IsDevelopment()) { } else Weak();")]
    [InlineData("if (!env.IsDevelopment()) { } else { Weak(); }")]
    [InlineData("if (!(env.IsDevelopment() && flag)) { } else { Weak(); }")]
    [InlineData("if (!env.IsDevelopment() || flag) { } else { Weak(); }")]
    [InlineData("if (!env.IsDevelopment()) return; Weak();")]
    [InlineData("if (!env.IsDevelopment()) { flag = true; return; } Weak();")]
    [InlineData("if (!env.IsDevelopment()) throw new Exception(); if (flag) { Weak(); }")]
    [InlineData("if (env.IsDevelopment()) { } else { return; } Weak();")]
    [InlineData("foreach (var c in \"ab\") { if (!env.IsDevelopment()) continue; Weak(); }")]
    [InlineData("_ = env.IsDevelopment() ? Weak() : 0;")]
    [InlineData("_ = !env.IsDevelopment() ? 0 : Weak();")]
    [InlineData("_ = env.IsDevelopment() && Weak() > 0;")]
    [InlineData("_ = !env.IsDevelopment() || Weak() > 0;")]
    [InlineData("var dev = env.IsDevelopment(); if (dev) Weak();")]
    [InlineData("bool dev = env.IsDevelopment() && flag, other = false; if (dev || other && dev) Weak();")]
    [InlineData("var prod = !env.IsDevelopment(); if (!prod) Weak();")]
    [InlineData("var dev = env.IsDevelopment(); var both = dev && flag; if (both) Weak();")]
    [InlineData("var dev = env.IsDevelopment(); if (dev) { Action run = () => Weak(); run(); }")]
    [InlineData("if (env.IsDevelopment()) { Run(); void Run() => Weak(); }")]
    [InlineData("if (IsDev) Weak();")]
    [InlineData("if (IsLocalRun()) Weak();")]
    [InlineData("if (host.IsDevelopment) Weak();")]
    [InlineData("if (env.IsMine()) Weak();")]
    public void It_is_development_alone(string statements) => Assert.True(Encloses(statements), statements);

    [Theory]
    [InlineData("Weak();")]
    [InlineData("if (flag) Weak();")]
    [InlineData("if (!env.IsDevelopment()) Weak();")]
    [InlineData("if (env.IsDevelopment()) { } else Weak();")]
    [InlineData("if (env.IsDevelopment()) { } Weak();")]
    [InlineData("if (env.IsDevelopment()) return; Weak();")]
    [InlineData("Weak(); if (!env.IsDevelopment()) return;")]
    [InlineData("if (Weak() > 0 && env.IsDevelopment()) { }")]
    [InlineData("if (env.IsDevelopment() == (Weak() > 0)) { }")]
    [InlineData("if (env.IsDevelopment() || flag) Weak();")]
    [InlineData("if (!env.IsDevelopment() && flag) return; Weak();")]
    [InlineData("if (!env.IsDevelopment()) { if (flag) return; } Weak();")]
    [InlineData("if (env.IsStaging()) Weak();")]
    [InlineData("if (!env.IsProduction()) Weak();")]
    [InlineData("if (env.IsEnvironment(\"Local\")) Weak();")]
    [InlineData("if (env.EnvironmentName == \"Staging\") Weak();")]
    [InlineData("if (env.EnvironmentName != \"Development\") Weak();")]
    [InlineData("if (env.ApplicationName == \"Development\") Weak();")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"STAGE\") == \"Development\") Weak();")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": case \"Staging\": Weak(); break; }")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": break; default: Weak(); break; }")]
    [InlineData("_ = env.IsDevelopment() ? 0 : Weak();")]
    [InlineData("var dev = env.IsDevelopment(); dev = flag; if (dev) Weak();")]
    [InlineData("var dev = env.IsDevelopment(); Set(ref dev); if (dev) Weak();")]
    [InlineData("bool dev; dev = flag; if (dev) Weak();")]
    [InlineData("if (env.IsDevelopment() is var any) Weak();")]
    [InlineData("if (plot.IsDevelopment()) Weak();")]
    [InlineData("if (plot.EnvironmentName == \"Development\") Weak();")]
    [InlineData("if (plot.IsBuilt) Weak();")]
    [InlineData("Run(); if (!env.IsDevelopment()) return; void Run() => Weak();")]
    [InlineData("while (env.IsDevelopment() is false) { Weak(); }")]
    public void It_is_not(string statements) => Assert.False(Encloses(statements), statements);

    [Theory]
    [InlineData("#if DEBUG\nWeak();\n#endif", "DEBUG")]
    [InlineData("#if DEBUG && !X\nWeak();\n#endif", "DEBUG")]
    [InlineData("#if !DEBUG\n#else\nWeak();\n#endif", "DEBUG")]
    [InlineData("#if X\n#elif (DEBUG)\nWeak();\n#endif", "DEBUG")]
    [InlineData("#if !DEBUG\n#elif true\nWeak();\n#endif", "DEBUG")]
    [InlineData("#if !DEBUG || X\n#else\nWeak();\n#endif", "DEBUG")]
    [InlineData("#if DEBUG\n#if Y\nflag = true;\n#endif\n#region R\nWeak();\n#endregion\n#endif", "DEBUG")]
    public void Code_of_a_debug_build_is_for_development(string statements, string symbol) => Assert.True(Encloses(statements, symbol), statements);

    [Theory]
    [InlineData("#if DEBUG\nflag = true;\n#endif\nWeak();", "DEBUG")]
    [InlineData("#if DEBUG\n#else\nWeak();\n#endif", "X")]
    [InlineData("#if !DEBUG\nWeak();\n#endif", "X")]
    [InlineData("#if DEBUG || X\nWeak();\n#endif", "X")]
    [InlineData("#if X\nWeak();\n#elif DEBUG\n#endif", "X")]
    [InlineData("#if DEBUG\n#elif X\nWeak();\n#endif", "X")]
    [InlineData("#if X\nWeak();\n#endif\n#if DEBUG\n#endif", "X")]
    [InlineData("#endif\n#else\n#elif DEBUG\nWeak();", "X")]
    public void Other_code_is_not(string statements, string symbol) => Assert.False(Encloses(statements, symbol), statements);

    [Fact]
    public void Statements_at_the_top_are_judged_as_others_are()
    {
        const string Top = "var app = WebApplication.Create();\n";

        Assert.True(EnclosesIn(Usings + Top + "if (app.Environment.IsDevelopment()) { Weak(); }\nstatic int Weak() => 1;"));
        Assert.True(EnclosesIn(Usings + Top + "if (!app.Environment.IsDevelopment()) return;\nWeak();\nstatic int Weak() => 1;"));
        Assert.True(EnclosesIn(Usings + Top + "var dev = app.Environment.IsDevelopment();\nif (dev) Weak();\nstatic int Weak() => 1;"));
        Assert.False(EnclosesIn(Usings + Top + "if (app.Environment.IsDevelopment()) { }\nWeak();\nstatic int Weak() => 1;"));
        Assert.False(EnclosesIn(Usings + Top + "var dev = app.Environment.IsDevelopment();\ndev = true;\nif (dev) Weak();\nstatic int Weak() => 1;"));
    }

    [Fact]
    public void A_whole_type_may_be_for_debugging()
    {
        Assert.True(EnclosesIn("#if DEBUG\nclass C { int Weak() => 1; void M() { Weak(); } }\n#endif", symbol: "DEBUG"));
        Assert.False(EnclosesIn("#if DEBUG\n#endif\nclass C { int Weak() => 1; void M() { Weak(); } }", symbol: "DEBUG"));
    }

    [Theory]
    [InlineData("if (missing.IsDevelopment()) Weak();", true)]
    [InlineData("if (missing.IsEnvironment(\"Development\")) Weak();", true)]
    [InlineData("if (missing) Weak();", false)]
    [InlineData("bool a = b, b = a; if (a) Weak();", false)]
    [InlineData("if (env.IsDevelopment( { Weak();", true)]
    [InlineData("if (!) return; Weak();", false)]
    [InlineData("bool Self() => Self(); if (Self()) Weak();", false)]
    public void Broken_code_is_judged_as_far_as_it_goes(string statements, bool expected) => Assert.Equal(expected, Encloses(statements, mayBreak: true));

    [Fact]
    public void Without_the_framework_nothing_is_known_of_it() => Assert.False(EnclosesIn(
        "static class E { public static bool IsDevelopment(this string env) => env == \"Development\"; } class C { int Weak() => 1; void M(string env) { if (env.IsDevelopment()) Weak(); } }",
        references: References.NoFramework));

    private static bool Encloses(string statements, string symbol = "NONE", bool mayBreak = false) => EnclosesIn(
        Usings + $$"""
        class Plot { public bool IsBuilt => true; public string EnvironmentName => "Development"; public bool IsDevelopment() => IsBuilt; }
        static class Mine { public static bool IsMine(this IHostEnvironment env) => env.IsDevelopment(); }
        class HostInfo(IHostEnvironment env) { public bool IsDevelopment => env.IsDevelopment(); }
        partial class C
        {
            private readonly IHostEnvironment own = null!;
            private bool IsDev => own.IsDevelopment();
            private bool IsLocalRun() => own.EnvironmentName == Environments.Development;
            static int Weak() => 1;
            static void Set(ref bool value) => value = true;
            void M(IWebHostEnvironment env, WebApplication app, WebApplicationBuilder builder, HostInfo host, Plot plot, bool flag)
            {
        {{statements}}
            }
        }
        """,
        symbol,
        mayBreak: mayBreak);

    // Whether the first call of Weak is enclosed.
    private static bool EnclosesIn(string source, string symbol = "NONE", ImmutableArray<MetadataReference> references = default, bool mayBreak = false)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new(preprocessorSymbols: [symbol]));
        var compilation = CSharpCompilation.Create(
            "Acme",
            [tree],
            references.IsDefault ? References.Hangfire : references,
            new(tree.GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement)) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
        // Directives that do not match are among what is tried.
        if (!mayBreak && !source.Contains("\n#endif\n#else") && compilation.GetDiagnostics().FirstOrDefault(each => each.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }

        var call = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().First(node => node.Expression.ToString() == "Weak");
        return DevelopmentBlock.Encloses(call, compilation.GetSemanticModel(tree), default);
    }
}
