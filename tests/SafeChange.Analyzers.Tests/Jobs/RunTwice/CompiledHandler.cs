using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Tests.Verification;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>The handler of a case, compiled against the real packages together with what delivers messages to it.</summary>
internal sealed class CompiledHandler
{
    /// <summary>What a case's source finds without saying so, as with implicit usings.</summary>
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Net.Mail;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.EntityFrameworkCore;
        """;

    // In the handler's own assembly, since a proxy has to see the interface that it implements.
    private const string Stub = """
        using System.Reflection;

        public class Stub : DispatchProxy
        {
            private object values = new();

            /// Implements an interface: properties and methods answer with what the object has under their names
            /// (a delegate is called), and otherwise with nothing, completed.
            public static T Of<T>(object values) where T : class
            {
                var proxy = DispatchProxy.Create<T, Stub>();
                ((Stub)(object)proxy).values = values;
                return proxy;
            }

            protected override object? Invoke(MethodInfo? method, object?[]? arguments)
            {
                var name = method!.Name.StartsWith("get_") ? method.Name[4..] : method.Name;
                if (values.GetType().GetProperty(name) is { } property)
                {
                    var value = property.GetValue(values);
                    return value is Delegate function ? function.DynamicInvoke(arguments![..function.Method.GetParameters().Length]) : value;
                }

                var returned = method.ReturnType;
                if (returned == typeof(Task))
                {
                    return Task.CompletedTask;
                }

                if (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(Task<>))
                {
                    var result = returned.GetGenericArguments()[0];
                    return typeof(Task).GetMethod("FromResult")!.MakeGenericMethod(result).Invoke(null, [result.IsValueType ? Activator.CreateInstance(result) : null]);
                }

                return returned.IsValueType && returned != typeof(void) ? Activator.CreateInstance(returned) : null;
            }
        }
        """;

    /// <summary>How cases are parsed.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    /// <summary>How cases are compiled.</summary>
    public static readonly CSharpCompilationOptions CompilationOptions =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly SyntaxTree UsingsTree = CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs");
    private static readonly SyntaxTree StubTree = CSharpSyntaxTree.ParseText(Stub, ParseOptions, "Stub.cs");
    private static readonly Lazy<PackageContext> Packages = new(() => new(References.JobFrameworks));
    private static readonly ConcurrentDictionary<(string Name, string Source), byte[]> StandIns = new();

    private readonly byte[] image;
    private readonly ImmutableDictionary<string, byte[]> standIns;

    private CompiledHandler(byte[] image, ImmutableDictionary<string, byte[]> standIns)
    {
        this.image = image;
        this.standIns = standIns;
    }

    /// <summary>What a case is compiled against.</summary>
    public static ImmutableArray<MetadataReference> ReferencesOf(HandlerCase handler) =>
        [.. References.JobFrameworks, .. handler.StandIns.Select(each => MetadataReference.CreateFromImage(StandIn(each)))];

    /// <summary>What is analysed: the handler alone, as it would stand in a project.</summary>
    public static CSharpCompilation Compilation(HandlerCase handler) => CSharpCompilation.Create(
        "Handler",
        [UsingsTree, CSharpSyntaxTree.ParseText(handler.Source, ParseOptions, "Handler.cs")],
        ReferencesOf(handler),
        CompilationOptions);

    /// <exception cref="InvalidDataException">The case does not compile.</exception>
    public static CompiledHandler Of(HandlerCase handler) => new(
        Emit(Compilation(handler).AddSyntaxTrees(StubTree, CSharpSyntaxTree.ParseText(Delivery(handler), ParseOptions, "Delivery.cs"))),
        handler.StandIns.ToImmutableDictionary(each => each.Name, StandIn));

    /// <summary>
    /// Fills a new database. Each call of this and of <see cref="Deliver"/> loads the handler anew, as another process
    /// would: what it keeps in statics is gone.
    /// </summary>
    public Task Prepare(string database) => Call("Prepare", database);

    /// <summary>Delivers the message once.</summary>
    public Task Deliver(string database, int mailPort, string address) => Call("Deliver", database, mailPort, address);

    private static string Delivery(HandlerCase handler) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Delivery
        {
            {{(handler.Source.Contains("class Store") ? $$"""
            public static async Task Prepare(string database)
            {
                await using var db = Open(database);
                await db.Database.EnsureCreatedAsync();
                {{handler.Seed}}
                await db.SaveChangesAsync();
            }

            private static Store Open(string database) =>
                new Store(new DbContextOptionsBuilder<Store>().UseSqlite($"Data Source={database};Pooling=False").Options);
            """ : "public static Task Prepare(string database) => Task.CompletedTask;")}}

            public static async Task Deliver(string database, int mailPort, string address)
            {
                using var smtp = new SmtpClient("127.0.0.1", mailPort);
                using var http = new HttpClient { BaseAddress = new(address) };
                var collection = new ServiceCollection().AddSingleton(smtp).AddSingleton(http);
                {{(handler.Source.Contains("class Store") ? """
                await using var db = Open(database);
                collection.AddScoped(_ => Open(database));
                """ : "")}}
                await using var services = collection.BuildServiceProvider();
                {{handler.Deliver}}
            }
        }
        """;

    private static byte[] StandIn((string Name, string Source) standIn) => StandIns.GetOrAdd(standIn, static each => Emit(CSharpCompilation.Create(
        each.Name,
        [UsingsTree, CSharpSyntaxTree.ParseText(each.Source, ParseOptions)],
        References.JobFrameworks,
        CompilationOptions)));

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success
            ? stream.ToArray()
            : throw new InvalidDataException($"{compilation.AssemblyName} does not compile:\n" + string.Join("\n", result.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error)));
    }

    private Task Call(string method, params object[] arguments)
    {
        var assembly = new HandlerContext(this).LoadFromStream(new MemoryStream(image));
        try
        {
            return (Task)assembly.GetType("Delivery")!.GetMethod(method)!.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }

    private sealed class HandlerContext(CompiledHandler handler) : AssemblyLoadContext("Handler")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => handler.standIns.TryGetValue(assemblyName.Name!, out var standIn)
            ? LoadFromStream(new MemoryStream(standIn))
            : Packages.Value.Find(assemblyName);
    }
}
