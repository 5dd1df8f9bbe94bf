using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Home;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security.Home;

public sealed class SecurityHomeTests
{
    // Declared.

    [Fact]
    public void A_section_makes_its_files_homes_and_no_others()
    {
        var home = HomeOf.Project(
            [("Hosting/A.cs", "class A { class Inner { } }"), ("Orders/B.cs", "class B { }")],
            "[Hosting/**.cs]\nsafechange.security.home = true\n");

        Assert.Equal(HomeKind.Declared, home.Of("A"));
        Assert.Equal(HomeKind.Declared, home.Of("A+Inner"));
        Assert.Equal(HomeKind.None, home.Of("B"));
    }

    [Fact]
    public void Of_a_type_in_two_files_only_the_part_in_the_section_is_declared()
    {
        var home = HomeOf.Project(
            [("Hosting/C.cs", "partial class C { }"), ("Orders/C.cs", "partial class C { }")],
            "[Hosting/**.cs]\nsafechange.security.home = true\n");

        Assert.Equal(HomeKind.Declared, home.Of("C", "Hosting/C.cs"));
        Assert.Equal(HomeKind.None, home.Of("C", "Orders/C.cs"));
    }

    [Theory]
    [InlineData("namespace Any.Where { class SecuritySettingsAttribute : Attribute; } [Any.Where.SecuritySettings] class C { }")]
    [InlineData("class SecuritySettingsAttribute : Attribute; [SecuritySettings] partial class C { } partial class C { }")]
    [InlineData("[assembly: SecuritySettings] class SecuritySettingsAttribute : Attribute; class C { }")]
    public void The_attribute_makes_a_home(string source) => Assert.Equal(HomeKind.Declared, HomeOf.Kind(source));

    [Fact]
    public void The_attribute_holds_for_what_a_type_contains_and_for_nothing_around_it()
    {
        var home = HomeOf.Project("class SecuritySettingsAttribute : Attribute; class C { [SecuritySettings] class D { class E { } } }");

        Assert.Equal(HomeKind.Declared, home.Of("C+D"));
        Assert.Equal(HomeKind.Declared, home.Of("C+D+E"));
        Assert.Equal(HomeKind.None, home.Of("C"));
    }

    [Fact]
    public void The_attribute_counts_before_its_class_is_written() =>
        Assert.Equal(HomeKind.Declared, HomeOf.Kind("[SecuritySettings] class C { }", mayBreak: true));

    [Fact]
    public void A_class_that_is_called_like_the_attribute_is_no_mark() =>
        Assert.Equal(HomeKind.None, HomeOf.Kind("class SettingsAttribute : Attribute; [Settings] class C { }"));

    [Theory]
    [InlineData("namespace Acme; class Central { }", "Acme.Central")]
    [InlineData("namespace Acme { class Central { public class Inner { } } }", "Acme.Central+Inner")]
    public void The_type_that_the_option_names_is_a_home(string source, string type) =>
        Assert.Equal(HomeKind.Declared, HomeOf.Kind(source, type, "safechange.security.home_type = Acme.Central"));

    [Fact]
    public void A_type_of_the_same_name_elsewhere_is_not() =>
        Assert.Equal(HomeKind.None, HomeOf.Kind("namespace Other.Acme; class Central { }", "Other.Acme.Central", "safechange.security.home_type = Acme.Central"));

    [Fact]
    public void A_controller_may_be_declared_a_home() =>
        Assert.Equal(HomeKind.Declared, HomeOf.Kind("public class C : Controller { }", config: "safechange.security.home = true"));

    // Composition.

    [Theory]
    [InlineData("class C { void Add(IServiceCollection services) { } }")]
    [InlineData("static class C { public static void Use(this IApplicationBuilder app) { } }")]
    [InlineData("static class C { public static void Use(this WebApplication app) { } }")]
    [InlineData("static class C { public static void Add(this WebApplicationBuilder builder) { } }")]
    [InlineData("static class C { public static T Add<T>(this T builder) where T : IHostApplicationBuilder => builder; }")]
    [InlineData("class C { public C(IHostBuilder builder) { } }")]
    [InlineData("class C(IServiceCollection services) { public int Count => services.Count; }")]
    [InlineData("class C { void Set(IWebHostBuilder builder) { } }")]
    [InlineData("class C { void Map(IEndpointRouteBuilder app) { } }")]
    [InlineData("class C { void Map(RouteGroupBuilder app) { } }")]
    [InlineData("class C { void Add(Microsoft.AspNetCore.Authentication.AuthenticationBuilder builder) { } }")]
    [InlineData("class C { void Add(Microsoft.AspNetCore.Identity.IdentityBuilder builder) { } }")]
    [InlineData("class C { void Add(IMvcBuilder builder) { } }")]
    [InlineData("class C { void Add(IMvcCoreBuilder builder) { } }")]
    [InlineData("class C { void Add(IHttpClientBuilder builder) { } }")]
    [InlineData("class C { void Add(Microsoft.Extensions.Logging.ILoggingBuilder builder) { } }")]
    [InlineData("class C { void Add(Microsoft.AspNetCore.SignalR.ISignalRServerBuilder builder) { } }")]
    [InlineData("class C { void Add(Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder builder) { } }")]
    [InlineData("class C { void Add(IConfigurationBuilder builder) { } }")]
    [InlineData("class C : Microsoft.EntityFrameworkCore.DbContext { protected override void OnConfiguring(Microsoft.EntityFrameworkCore.DbContextOptionsBuilder options) { } }")]
    [InlineData("class C { void Add(Microsoft.EntityFrameworkCore.DbContextOptionsBuilder<Microsoft.EntityFrameworkCore.DbContext> options) { } }")]
    [InlineData("class D : ServiceCollection; class C { void Add(D services) { } }")]
    [InlineData("interface IModule { void Add(IServiceCollection services); } class C : IModule { void IModule.Add(IServiceCollection services) { } }")]
    public void A_type_that_is_given_a_builder_composes(string source) => Assert.Equal(HomeKind.Composition, HomeOf.Kind(source));

    [Theory]
    [InlineData("class C { WebApplication Run(string[] args) { var builder = WebApplication.CreateBuilder(args); return builder.Build(); } }")]
    [InlineData("class C { WebApplication Run() => WebApplication.CreateSlimBuilder().Build(); }")]
    [InlineData("class C { WebApplication Run() => WebApplication.Create(); }")]
    [InlineData("class C { IHost Run() => Host.CreateDefaultBuilder().Build(); }")]
    [InlineData("class C { IHost Run() => Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder().Build(); }")]
    [InlineData("class C { IWebHost Run() => Microsoft.AspNetCore.WebHost.CreateDefaultBuilder().Build(); }")]
    [InlineData("class C { object Run() => new HostBuilder(); }")]
    [InlineData("class C { object Run() => new ServiceCollection(); }")]
    [InlineData("class C { object Run() { ServiceCollection services = new(); return services; } }")]
    [InlineData("using static Microsoft.Extensions.Hosting.Host; class C { object Run() => CreateDefaultBuilder(); }")]
    [InlineData("using H = Microsoft.Extensions.Hosting.Host; class C { object Run() => H.CreateDefaultBuilder(); }")]
    public void A_type_that_makes_a_host_or_a_container_composes(string source) => Assert.Equal(HomeKind.Composition, HomeOf.Kind(source));

    [Theory]
    [InlineData("class C { public IServiceCollection Services { get; set; } = null!; }")]
    [InlineData("class C { private readonly IApplicationBuilder app = null!; public object App => app; }")]
    [InlineData("abstract class B { protected IServiceCollection Services { get; set; } = null!; } class C : B { }")]
    [InlineData("abstract class B<T> { protected IServiceCollection Services { get; set; } = null!; } abstract class D : B<int>; class C : D { }")]
    public void A_type_that_keeps_services_composes(string source) => Assert.Equal(HomeKind.Composition, HomeOf.Kind(source));

    [Fact]
    public void What_a_base_class_keeps_to_itself_does_not_count() => Assert.Equal(
        HomeKind.None,
        HomeOf.Kind("abstract class B { private IServiceCollection? Services => null; } class C : B { }"));

    [Theory]
    [InlineData("class C { void Run(IServiceProvider services) { } }")]
    [InlineData("class C { void Run(IConfiguration configuration) { } }")]
    [InlineData("class C { void Run(HttpContext context) { } }")]
    [InlineData("class C { void Run() { void Add(string services) { } Add(\"\"); } }")]
    [InlineData("class C { string Create() => Create(); string Start() => Create(); }")]
    [InlineData("class C { class D { void Add(IServiceCollection services) { } } }")]
    [InlineData("class C { class D { object Run() => new ServiceCollection(); } }")]
    public void Others_do_not(string source) => Assert.Equal(HomeKind.None, HomeOf.Kind(source));

    [Fact]
    public void A_type_composes_with_all_its_parts_and_all_that_it_contains()
    {
        var home = HomeOf.Project(
        [
            ("A.cs", "namespace Acme; partial class C { void Add(IServiceCollection services) { } }"),
            ("B.cs", "namespace Acme; partial class C { void Limit() { } class D { class E { } } }"),
        ]);

        Assert.Equal(HomeKind.Composition, home.Of("Acme.C", "A.cs"));
        Assert.Equal(HomeKind.Composition, home.Of("Acme.C", "B.cs"));
        Assert.Equal(HomeKind.Composition, home.Of("Acme.C+D+E"));
    }

    [Theory]
    [InlineData("namespace My { interface IServiceCollection { } class C { void Add(IServiceCollection services) { } } }")]
    [InlineData("namespace My { class WebApplicationBuilder { } class C { void Add(WebApplicationBuilder builder) { } } }")]
    [InlineData("namespace My { class ServiceCollection { } class C { object Run() => new ServiceCollection(); } }")]
    [InlineData("namespace My { class Host { public static object CreateDefaultBuilder() => 1; } class C { object Run() => Host.CreateDefaultBuilder(); } }")]
    [InlineData("namespace My { class AbpModule { } class C : AbpModule { } }")]
    [InlineData("namespace My { class StartupBase { } class C : StartupBase { } }")]
    [InlineData("namespace My { interface IConfigureOptions<T> { } class C : IConfigureOptions<int> { } }")]
    [InlineData("namespace My { class HubEvents { } class C : HubEvents { } }")]
    public void A_look_alike_makes_no_home(string source) => Assert.Equal(HomeKind.None, HomeOf.Kind(source, "My.C"));

    [Fact]
    public void A_copy_in_source_is_a_look_alike() => Assert.Equal(
        HomeKind.None,
        HomeOf.Kind(
            "namespace Microsoft.Extensions.DependencyInjection { public interface IServiceCollection { } } class C { void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { } }",
            references: References.NoFramework));

    [Theory]
    [InlineData("class Program { }", "Program")]
    [InlineData("namespace Acme; static class Program { static void Help() { } }", "Acme.Program")]
    [InlineData("class Startup { class Inner { } }", "Startup+Inner")]
    [InlineData("class WebStartup { }", "WebStartup")]
    [InlineData("Console.WriteLine();", "Program")]
    [InlineData("Console.WriteLine(); partial class Program { class Inner { } }", "Program+Inner")]
    public void Entry_points_and_startups_compose_by_their_name(string source, string type) => Assert.Equal(HomeKind.Composition, HomeOf.Kind(source, type));

    [Theory]
    [InlineData("class C : IHostingStartup { public void Configure(IWebHostBuilder builder) { } }")]
    [InlineData("class C : IStartupFilter { public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => next; }")]
    public void What_the_host_starts_with_composes(string source) => Assert.Equal(HomeKind.Composition, HomeOf.Kind(source));

    [Theory]
    [InlineData("Volo.Abp.Core", "namespace Volo.Abp.Modularity { public class AbpModule { } }", "class C : Volo.Abp.Modularity.AbpModule { }")]
    [InlineData("OrchardCore.Module.Targets", "namespace OrchardCore.Modules { public class StartupBase { } }", "class C : OrchardCore.Modules.StartupBase { }")]
    [InlineData("Autofac", "namespace Autofac { public class Module { } }", "class C : Autofac.Module { }")]
    [InlineData("Autofac", "namespace Autofac { public class ContainerBuilder { } }", "class C { void Add(Autofac.ContainerBuilder builder) { } }")]
    [InlineData("MassTransit", "namespace MassTransit { public interface IBusRegistrationConfigurator { } }", "class C { void Add(MassTransit.IBusRegistrationConfigurator bus) { } }")]
    public void Other_frameworks_compose_too(string assembly, string framework, string source) => Assert.Equal(
        HomeKind.Composition,
        HomeOf.Kind(source, references: References.NoFramework.Add(TestAssembly.Compile(assembly, framework))));

    [Fact]
    public void A_builder_that_two_assemblies_define_is_one()
    {
        const string Framework = "namespace Autofac { public class ContainerBuilder { } }";
        var references = References.NoFramework
            .Add(TestAssembly.Compile("One", Framework))
            .Add(TestAssembly.Compile("Two", Framework).WithAliases(["two"]));

        Assert.Equal(
            HomeKind.Composition,
            HomeOf.Kind("extern alias two; class C { void Add(two::Autofac.ContainerBuilder builder) { } }", references: references, mayBreak: true));
    }

    [Theory]
    [InlineData("Acme.FeatureBase")]
    [InlineData("FeatureBase")]
    [InlineData("Other.Thing | Acme.IFeature")]
    public void Types_of_a_team_make_composition_types(string option)
    {
        const string Source = "namespace Acme; interface IFeature { } abstract class FeatureBase : IFeature { } abstract class Middle : FeatureBase { } class C : Middle { class D { } }";
        var config = "safechange.security.home_types = " + option;

        Assert.Equal(HomeKind.Composition, HomeOf.Kind(Source, "Acme.C", config));
        Assert.Equal(HomeKind.Composition, HomeOf.Kind(Source, "Acme.C+D", config));
        Assert.Equal(HomeKind.None, HomeOf.Kind(Source, "Acme.C"));
        Assert.Equal(HomeKind.None, HomeOf.Kind(Source.Replace("namespace Acme", "namespace Acme2"), "Acme2.C", "safechange.security.home_types = Acme.FeatureBase"));
    }

    [Fact]
    public void Types_of_a_team_may_be_generic_and_nested() => Assert.Equal(
        HomeKind.Composition,
        HomeOf.Kind("namespace Acme; class Outer { public class FeatureBase<T> { } } class C : Outer.FeatureBase<int> { }", "Acme.C", "safechange.security.home_types = Acme.Outer.FeatureBase"));

    // C# 14; the oldest Roslyn that is supported knows extension methods alone.
    [Fact]
    public void An_extension_block_composes_as_the_class_around_it_does() => Assert.Equal(
        HomeKind.Composition,
        HomeOf.Kind(Enum.IsDefined((LanguageVersion)1400)
            ? "static class C { extension(IServiceCollection services) { public void AddAll() { } } }"
            : "static class C { public static void AddAll(this IServiceCollection services) { } }"));

    // Options.

    [Theory]
    [InlineData("class C : Microsoft.Extensions.Options.IConfigureOptions<CookieOptions> { public void Configure(CookieOptions options) { } }")]
    [InlineData("class C : Microsoft.Extensions.Options.IConfigureNamedOptions<CookieOptions> { public void Configure(CookieOptions options) { } public void Configure(string? name, CookieOptions options) { } }")]
    [InlineData("class C : Microsoft.Extensions.Options.IPostConfigureOptions<CookieOptions> { public void PostConfigure(string? name, CookieOptions options) { } }")]
    [InlineData("class C : Microsoft.Extensions.Options.ConfigureOptions<CookieOptions> { public C() : base(null) { } }")]
    [InlineData("class C : Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerEvents { }")]
    [InlineData("class C : Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationEvents { }")]
    [InlineData("class R : Microsoft.AspNetCore.Authorization.IAuthorizationRequirement; class C : Microsoft.AspNetCore.Authorization.AuthorizationHandler<R> { protected override Task HandleRequirementAsync(Microsoft.AspNetCore.Authorization.AuthorizationHandlerContext context, R requirement) => Task.CompletedTask; }")]
    [InlineData("class C : Microsoft.AspNetCore.Cors.Infrastructure.ICorsPolicyProvider { public Task<Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => null!; }")]
    public void What_configures_options_or_access_is_a_home(string source)
    {
        var references = source.Contains("JwtBearerEvents")
            ? References.Hangfire.Add(TestAssembly.Compile("Microsoft.AspNetCore.Authentication.JwtBearer", "namespace Microsoft.AspNetCore.Authentication.JwtBearer { public class JwtBearerEvents { } }"))
            : References.Hangfire;

        Assert.Equal(HomeKind.Options, HomeOf.Kind(source, references: references));
        Assert.Equal(HomeKind.Options, HomeOf.Kind(source, config: "safechange.security.home_strict = true", references: references));
    }

    // Names.

    [Theory]
    [InlineData("SecurityHelper.cs", "class C { }", "C")]
    [InlineData("Auth/Setup.cs", "class C { }", "C")]
    [InlineData("Web/rate-limiting/Setup.cs", "class C { }", "C")]
    [InlineData("A.cs", "namespace Acme.Identity.Model; class C { }", "Acme.Identity.Model.C")]
    [InlineData("A.cs", "class TokenCryptography { }", "TokenCryptography")]
    [InlineData("A.cs", "class JwtFactory { class Inner { } }", "JwtFactory+Inner")]
    [InlineData("A.cs", "struct ClientSecrets { }", "ClientSecrets")]
    public void What_is_named_for_security_is_a_home(string path, string source, string type)
    {
        Assert.Equal(HomeKind.Name, HomeOf.Kind([(path, source)], type));
        Assert.Equal(HomeKind.None, HomeOf.Kind([(path, source)], type, "safechange.security.home_strict = true"));
        Assert.Equal(HomeKind.None, HomeOf.Kind([(path, source)], type, "safechange.security.home_names = Trust"));
    }

    [Fact]
    public void Words_of_a_team_name_homes() =>
        Assert.Equal(HomeKind.Name, HomeOf.Kind([("Trust/Setup.cs", "class C { }")], config: "safechange.security.home_names = Trust"));

    [Theory]
    [InlineData("Authors/Author.cs")]
    [InlineData("OrderIdentifier.cs")]
    public void What_only_looks_so_is_none(string path) => Assert.Equal(HomeKind.None, HomeOf.Kind([(path, "class C { }")]));

    [Theory]
    [InlineData("public class SessionController : ControllerBase { }")]
    [InlineData("public abstract class SessionBase : Controller { }")]
    [InlineData("public class SessionController { }")]
    [InlineData("[ApiController] public class Sessions { }")]
    [InlineData("[Controller] public class Sessions { }")]
    [InlineData("public class Sessions : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { }")]
    [InlineData("public class Sessions : Microsoft.AspNetCore.Components.ComponentBase { }")]
    [InlineData("public class Sessions : ViewComponent { }")]
    [InlineData("public class SessionViewComponent { }")]
    [InlineData("public class Sessions : Microsoft.AspNetCore.SignalR.Hub { }")]
    [InlineData("public class Sessions : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("public class Sessions : IHostedService { public Task StartAsync(CancellationToken token) => Task.CompletedTask; public Task StopAsync(CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("public class SessionController : ControllerBase { public class Inner { } }")]
    public void A_name_makes_no_home_of_what_does_the_work(string source)
    {
        var home = HomeOf.Project([("Auth/Sessions.cs", source)]);

        foreach (var type in source.Contains("Inner") ? ["SessionController", "SessionController+Inner"] : new[] { TypeIn(source) })
        {
            Assert.Equal(HomeKind.None, home.Of(type));
        }
    }

    [Theory]
    [InlineData("[NonController] public class SessionController : ControllerBase { }")]
    [InlineData("public abstract class SessionController { }")]
    [InlineData("class SessionController { }")]
    [InlineData("public class SessionController<T> { }")]
    [InlineData("public static class SessionController { }")]
    public void What_MVC_takes_for_no_controller_may_be_named(string source) =>
        Assert.Equal(HomeKind.Name, HomeOf.Kind([("Auth/Sessions.cs", source)], TypeIn(source) + (source.Contains("<T>") ? "`1" : "")));

    [Fact]
    public void Without_MVC_a_name_makes_no_controller() => Assert.Equal(
        HomeKind.Name,
        HomeOf.Kind([("Auth/Sessions.cs", "public class SessionController { }")], "SessionController", references: References.NoFramework));

    [Theory]
    [InlineData("class C : Quartz.IJob { public ValueTask Execute(Quartz.IJobExecutionContext context, CancellationToken token) => default; }")]
    [InlineData("class M; class C : MassTransit.IConsumer<M> { public Task Consume(MassTransit.ConsumeContext<M> context) => Task.CompletedTask; }")]
    [InlineData("class M; class C : Rebus.Handlers.IHandleMessages<M> { public Task Handle(M message) => Task.CompletedTask; }")]
    public void A_name_makes_no_home_of_a_job(string source)
    {
        Assert.Equal(HomeKind.None, HomeOf.Kind([("Auth/C.cs", source)], references: References.JobFrameworks));
        Assert.Equal(HomeKind.Name, HomeOf.Kind([("Auth/C.cs", "interface IJob { } class C : IJob { }")], references: References.JobFrameworks));
    }

    [Theory]
    [InlineData(
        "Grpc.Core.Api",
        "namespace Grpc.Core { public class BindServiceMethodAttribute : System.Attribute { } }",
        "[Grpc.Core.BindServiceMethod] abstract class SessionsBase { } class C : SessionsBase { }")]
    [InlineData(
        "Microsoft.Azure.Functions.Worker.Core",
        "namespace Microsoft.Azure.Functions.Worker { public class FunctionAttribute : System.Attribute { } }",
        "class C { [Microsoft.Azure.Functions.Worker.Function] public void Run() { } }")]
    public void A_name_makes_no_home_of_a_service_or_a_function(string assembly, string framework, string source)
    {
        Assert.Equal(HomeKind.None, HomeOf.Kind([("Auth/C.cs", source)], references: References.NoFramework.Add(TestAssembly.Compile(assembly, framework))));
        // The same in source is a look-alike.
        Assert.Equal(HomeKind.Name, HomeOf.Kind([("Auth/C.cs", source), ("F.cs", framework)], references: References.NoFramework));
    }

    [Fact]
    public void Jobs_of_a_team_are_jobs()
    {
        Sources sources = [("Auth/C.cs", "namespace Acme; interface IHandler<T> { void Handle(T item); } class C : IHandler<int> { public void Handle(int item) { } }")];

        Assert.Equal(HomeKind.Name, HomeOf.Project(sources).Of("Acme.C"));
        Assert.Equal(HomeKind.None, HomeOf.Project(sources, jobs: "M:Acme.IHandler`1.Handle ; kind=interface").Of("Acme.C"));
    }

    // What does the work does not compose by accident.

    [Theory]
    [InlineData("public class C : ControllerBase { object Make() => new ServiceCollection(); }")]
    [InlineData("public class C : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public IServiceCollection? Services { get; set; } }")]
    [InlineData("public class C : Microsoft.AspNetCore.SignalR.Hub { object Make() => Host.CreateDefaultBuilder(); }")]
    [InlineData("public class C(IServiceProvider services) : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => services.GetRequiredService<Task>(); }")]
    [InlineData("public class C : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) { new ServiceCollection(); return Task.CompletedTask; } }")]
    public void What_does_the_work_composes_nothing(string source) => Assert.Equal(HomeKind.None, HomeOf.Kind(source));

    [Fact]
    public void A_hosted_service_that_runs_a_host_of_its_own_composes_it() => Assert.Equal(
        HomeKind.Composition,
        HomeOf.Kind("public class C : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => WebApplication.CreateBuilder().Build().RunAsync(token); }"));

    [Fact]
    public void Around_a_job_a_type_composes_whichever_is_asked_about_first()
    {
        const string Source = "class C { void Add(IServiceCollection services) { } class Job : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => Task.CompletedTask; } }";
        var home = HomeOf.Project(Source);

        Assert.Equal(HomeKind.None, home.Of("C+Job"));
        Assert.Equal(HomeKind.Composition, home.Of("C"));
    }

    // Folders.

    [Theory]
    [InlineData("/0/Auth/shop")]
    [InlineData("/0/Auth/shop/")]
    [InlineData("\\0\\Auth\\shop\\")]
    [InlineData("")]
    public void Folders_above_the_project_say_nothing(string project)
    {
        // Without the property, what all files have in common is taken for the project.
        var shop = CompileAt(project, ("/0/Auth/shop/Orders/C.cs", "class C { }"), ("/0/Auth/shop/Cors/D.cs", "class D { }"));

        Assert.Equal(HomeKind.None, shop("C"));
        Assert.Equal(HomeKind.Name, shop("D"));
    }

    [Fact]
    public void A_linked_file_counts_by_its_name_alone()
    {
        var shop = CompileAt("/0/shop", ("/0/Auth/C.cs", "class C { }"), ("/0/Auth/CorsSetup.cs", "class D { }"));

        Assert.Equal(HomeKind.None, shop("C"));
        Assert.Equal(HomeKind.Name, shop("D"));
    }

    [Fact]
    public void The_root_of_a_disk_is_no_project() =>
        Assert.Equal(HomeKind.None, CompileAt("", ("/home/Auth/C.cs", "class C { }"), ("/shared/D.cs", "class D { }"))("C"));

    [Fact]
    public void Paths_without_a_root_are_within_the_project() =>
        Assert.Equal(HomeKind.Name, CompileAt("", ("Generated/Auth/C.g.cs", "class C { }"), ("/0/D.cs", "class D { }"))("C"));

    [Fact]
    public void Text_without_a_path_has_no_folder() => Assert.Equal(HomeKind.None, CompileAt("", ("", "class C { }"))("C"));

    [Fact]
    public void Strict_homes_are_neither_composed_nor_named()
    {
        const string Strict = "safechange.security.home_strict = true";

        Assert.Equal(HomeKind.None, HomeOf.Kind("class Program { }", "Program", Strict));
        Assert.Equal(HomeKind.None, HomeOf.Kind("class C { void Add(IServiceCollection services) { } }", config: Strict));
        Assert.Equal(HomeKind.None, HomeOf.Kind("class B; class C : B { }", config: Strict + "\nsafechange.security.home_types = B"));
        Assert.Equal(HomeKind.Declared, HomeOf.Kind("class C { }", config: Strict + "\nsafechange.security.home = true"));
        Assert.Equal(HomeKind.Declared, HomeOf.Kind("class C { }", config: Strict + "\nsafechange.security.home_type = C"));
    }

    // Broken code.

    [Theory]
    [InlineData("class C : Missing { void Add(IServiceCollection services) { } }", true)]
    [InlineData("class C { void Add(IServiceCollection services, ", true)]
    [InlineData("class C : C { }", false)]
    [InlineData("class C<T> where T : T { void M<U, V>(U u) where U : V where V : U { } }", false)]
    [InlineData("class C { int M() => Host.CreateDefaultBuilder( }", true)]
    [InlineData("class { } class C { void () { new (); new ; x. } ", false)]
    public void Broken_code_is_judged_as_far_as_it_goes(string source, bool composes) =>
        Assert.Equal(composes ? HomeKind.Composition : HomeKind.None, HomeOf.Kind(source, source.Contains("C<T>") ? "C`1" : "C", mayBreak: true));

    [Fact]
    public void Where_the_framework_is_missing_its_types_count_by_their_names() => Assert.Equal(
        HomeKind.Composition,
        HomeOf.Kind("class C { void Add(IServiceCollection services) { } }", references: References.NoFramework, mayBreak: true));

    // Types of other assemblies.

    [Theory]
    [InlineData("Acme.Core", "namespace Acme.Core.Security { public class Keys { } }", "Acme.Core.Security.Keys", true)]
    [InlineData("Acme.Core", "namespace Acme.Core { public class JwtKeys { public class Inner { } } }", "Acme.Core.JwtKeys+Inner", true)]
    [InlineData("Acme.Core", "namespace Acme.Core { public class Orders { } }", "Acme.Core.Orders", false)]
    [InlineData("Other.Core", "namespace Other.Security { public class Keys { } }", "Other.Security.Keys", false)]
    [InlineData("Other.Core", "namespace Other { public class SecuritySettingsAttribute : System.Attribute { } [SecuritySettings] public class Keys { } }", "Other.Keys", true)]
    [InlineData("Other.Core", "[assembly: Other.SecuritySettings] namespace Other { public class SecuritySettingsAttribute : System.Attribute { } public class Keys { } }", "Other.Keys", true)]
    [InlineData("Other.Core", "namespace Central { public class Settings { } }", "Central.Settings", true)]
    [InlineData("AcmeCore", "namespace Acme.Security { public class Keys { } }", "Acme.Security.Keys", false)]
    public void A_type_of_the_same_product_may_be_a_home(string assembly, string library, string type, bool expected)
    {
        var home = HomeOf.Project(
            "class C { }", "safechange.security.home_type = Central.Settings", References.NoFramework.Add(TestAssembly.Compile(assembly, library)));

        Assert.Equal(expected, home.IsHome(type));
    }

    [Theory]
    [InlineData("System.Security.Cryptography.Aes")]
    [InlineData("System.Net.Security.SslStream")]
    [InlineData("Microsoft.AspNetCore.Authentication.AuthenticationOptions")]
    public void A_framework_is_no_home(string type)
    {
        Assert.False(HomeOf.Project("class C { }").IsHome(type));
        Assert.False(HomeOf.Project("class C { }", assembly: "Microsoft.Web").IsHome(type));
        Assert.False(HomeOf.Project("class C { }", assembly: "System.Web").IsHome(type));
    }

    [Fact]
    public void A_type_of_this_compilation_is_a_home_where_any_part_of_it_is()
    {
        var home = HomeOf.Project([("Orders/C.cs", "partial class C { } class D { }"), ("Security/C.cs", "partial class C { }")]);

        Assert.True(home.IsHome("C"));
        Assert.False(home.IsHome("D"));
    }

    // Exempt.

    [Theory]
    [InlineData("class D : Microsoft.EntityFrameworkCore.DbContext; class C : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<D> { public D CreateDbContext(string[] args) => new(); }", true)]
    [InlineData("class C : Microsoft.EntityFrameworkCore.Migrations.Migration { protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder builder) { } }", true)]
    [InlineData("class C : Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot { protected override void BuildModel(Microsoft.EntityFrameworkCore.ModelBuilder builder) { } }", true)]
    [InlineData("interface IDesignTimeDbContextFactory<T> { } class C : IDesignTimeDbContextFactory<int> { }", false)]
    [InlineData("class Migration { } class C : Migration { }", false)]
    [InlineData("class C { }", false)]
    public void What_tools_alone_run_is_exempt(string source, bool expected) => Assert.Equal(expected, HomeOf.Project(source).IsExempt("C"));

    // Where it would be.

    [Fact]
    public void Where_there_is_no_home_a_message_names_the_usual_file() =>
        Assert.Equal("Security/SecuritySettings.cs", HomeOf.Project("class C { }").Describe());

    [Fact]
    public void The_home_is_described_by_the_best_that_is_known_of_it()
    {
        const string Static = "namespace Acme.Web.Security { static class SecuritySettings { } }";
        const string Marked = Static + "namespace Acme { class SecuritySettingsAttribute : Attribute { } static class Outer { [SecuritySettings] internal class Central { } } }";

        Assert.Equal("Acme.Web.Security.SecuritySettings", HomeOf.Project(Static).Describe());
        Assert.Equal("Acme.Outer.Central", HomeOf.Project(Marked).Describe());
        Assert.Equal("Acme.Named", HomeOf.Project(Marked, "safechange.security.home_type = Acme.Named").Describe());
    }

    [Theory]
    [InlineData("SecuritySettings.g.cs", "static class SecuritySettings { }")]
    [InlineData("A.cs", "// <auto-generated/>\nstatic class SecuritySettings { }")]
    [InlineData("A.cs", "class SecuritySettings { }")]
    public void Generated_and_other_classes_of_that_name_are_no_home(string path, string source) =>
        Assert.Equal("Security/SecuritySettings.cs", HomeOf.Project([(path, source)]).Describe());

    private static Func<string, HomeKind> CompileAt(string projectFolder, params (string Path, string Text)[] files)
    {
        var compilation = CSharpCompilation.Create(
            "Acme", files.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)), References.NoFramework, new(OutputKind.DynamicallyLinkedLibrary));
        var home = new SecurityHome(
            new KnownTypes(compilation),
            TestOptions.Of("", ("ProjectDir", projectFolder)),
            new SymbolCatalog(compilation, CatalogKind.JobHandlers.BuiltIn, []));
        return name =>
        {
            var type = compilation.GetTypesByMetadataName(name).Single();
            return home.Of(type, type.DeclaringSyntaxReferences[0].SyntaxTree, default);
        };
    }

    private static string TypeIn(string source)
    {
        var start = source.IndexOf("class ", StringComparison.Ordinal) + "class ".Length;
        return source[start..source.IndexOfAny([' ', '<'], start)];
    }
}
