using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>
/// The types of frameworks that make a place a home, or none. Looked up by simple name first: most types have nothing to
/// do with any of them.
/// </summary>
internal sealed class HomeTypes(KnownTypes types)
{
    /// <summary>What the application is composed with: a type that is given one composes.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Builders = ByName(
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.AspNetCore.Builder.IApplicationBuilder",
        "Microsoft.AspNetCore.Builder.WebApplicationBuilder",
        "Microsoft.AspNetCore.Builder.WebApplication",
        "Microsoft.Extensions.Hosting.IHostApplicationBuilder",
        "Microsoft.Extensions.Hosting.HostApplicationBuilder",
        "Microsoft.Extensions.Hosting.IHostBuilder",
        "Microsoft.AspNetCore.Hosting.IWebHostBuilder",
        "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder",
        "Microsoft.AspNetCore.Authentication.AuthenticationBuilder",
        "Microsoft.AspNetCore.Authorization.AuthorizationBuilder",
        "Microsoft.AspNetCore.Identity.IdentityBuilder",
        "Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder",
        "Microsoft.AspNetCore.SignalR.ISignalRBuilder",
        "Microsoft.AspNetCore.SignalR.ISignalRServerBuilder",
        "Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder",
        "Microsoft.Extensions.DependencyInjection.IMvcBuilder",
        "Microsoft.Extensions.DependencyInjection.IMvcCoreBuilder",
        "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder",
        "Microsoft.Extensions.DependencyInjection.IRazorComponentsBuilder",
        "Microsoft.Extensions.DependencyInjection.IServerSideBlazorBuilder",
        "Microsoft.Extensions.DependencyInjection.IHealthChecksBuilder",
        "Microsoft.Extensions.DependencyInjection.IReverseProxyBuilder",
        "Microsoft.Extensions.DependencyInjection.IIdentityServerBuilder",
        "Microsoft.Extensions.DependencyInjection.OpenIddictBuilder",
        "Microsoft.Extensions.DependencyInjection.OpenIddictCoreBuilder",
        "Microsoft.Extensions.DependencyInjection.OpenIddictClientBuilder",
        "Microsoft.Extensions.DependencyInjection.OpenIddictServerBuilder",
        "Microsoft.Extensions.DependencyInjection.OpenIddictValidationBuilder",
        "Microsoft.Extensions.Logging.ILoggingBuilder",
        "Microsoft.Extensions.Configuration.IConfigurationBuilder",
        "Microsoft.EntityFrameworkCore.DbContextOptionsBuilder",
        "MassTransit.IBusRegistrationConfigurator",
        "MassTransit.IBusFactoryConfigurator",
        "Orleans.Hosting.ISiloBuilder",
        "Orleans.Hosting.IClientBuilder",
        "Autofac.ContainerBuilder",
        "Aspire.Hosting.IDistributedApplicationBuilder",
        "Microsoft.Azure.Functions.Worker.IFunctionsWorkerApplicationBuilder",
        "Microsoft.Azure.Functions.Extensions.DependencyInjection.IFunctionsHostBuilder",
        "Microsoft.Azure.WebJobs.IWebJobsBuilder",
        "Microsoft.Maui.Hosting.MauiAppBuilder",
        "Owin.IAppBuilder");

    /// <summary>What a type keeps as its own while it composes.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Kept = ByName(
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.AspNetCore.Builder.IApplicationBuilder");

    /// <summary>Base classes and interfaces of what composes the application.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Composition = ByName(
        "Volo.Abp.Modularity.AbpModule",
        "Abp.Modules.AbpModule",
        "Microsoft.AspNetCore.Hosting.StartupBase",
        "Microsoft.AspNetCore.Hosting.IStartup",
        "Microsoft.AspNetCore.Hosting.IStartupFilter",
        "Microsoft.AspNetCore.Hosting.IHostingStartup",
        "OrchardCore.Modules.StartupBase",
        "OrchardCore.Modules.IStartup",
        "Microsoft.Azure.Functions.Extensions.DependencyInjection.FunctionsStartup",
        "Microsoft.Azure.WebJobs.Hosting.IWebJobsStartup",
        "Autofac.Module");

    /// <summary>Base classes and interfaces of what configures options or decides about access.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Options = ByName(
        "Microsoft.Extensions.Options.IConfigureOptions`1",
        "Microsoft.Extensions.Options.IConfigureNamedOptions`1",
        "Microsoft.Extensions.Options.IPostConfigureOptions`1",
        "Microsoft.Extensions.Options.IValidateOptions`1",
        "Microsoft.AspNetCore.Authentication.IAuthenticationHandler",
        "Microsoft.AspNetCore.Authentication.IClaimsTransformation",
        "Microsoft.AspNetCore.Authentication.Cookies.ITicketStore",
        "Microsoft.AspNetCore.Authorization.IAuthorizationHandler",
        "Microsoft.AspNetCore.Authorization.IAuthorizationPolicyProvider",
        "Microsoft.AspNetCore.Authorization.IAuthorizationMiddlewareResultHandler",
        "Microsoft.AspNetCore.Antiforgery.IAntiforgeryAdditionalDataProvider",
        "Microsoft.AspNetCore.Cors.Infrastructure.ICorsPolicyProvider",
        "Microsoft.AspNetCore.Cors.Infrastructure.ICorsService",
        "Microsoft.AspNetCore.Identity.IPasswordHasher`1",
        "Microsoft.AspNetCore.RateLimiting.IRateLimiterPolicy`1");

    /// <summary>Base classes and interfaces of what answers requests: a name makes no home of it.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Endpoints = ByName(
        "Microsoft.AspNetCore.Mvc.RazorPages.PageModel",
        "Microsoft.AspNetCore.Mvc.RazorPages.PageBase",
        "Microsoft.AspNetCore.Mvc.Razor.RazorPageBase",
        "Microsoft.AspNetCore.Mvc.ViewComponent",
        "Microsoft.AspNetCore.Components.IComponent",
        "Microsoft.AspNetCore.SignalR.Hub",
        "FastEndpoints.BaseEndpoint",
        "System.Web.Mvc.ControllerBase",
        "System.Web.Http.ApiController");

    /// <summary>What EF Core's tools run and nobody deploys.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> DesignTime = ByName(
        "Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory`1",
        "Microsoft.EntityFrameworkCore.Migrations.Migration",
        "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot");

    /// <summary>The classes whose static methods make a host, with the methods where the name alone says too little.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Makers = ByName(
        "Microsoft.AspNetCore.Builder.WebApplication",
        "Microsoft.Extensions.Hosting.Host",
        "Microsoft.AspNetCore.WebHost",
        "Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder",
        "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication",
        "Aspire.Hosting.DistributedApplication",
        "Microsoft.Maui.Hosting.MauiApp");

    /// <summary>The classes that are created to build a host or a container.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Created = ByName(
        "Microsoft.Extensions.Hosting.HostBuilder",
        "Microsoft.Extensions.Hosting.HostApplicationBuilder",
        "Microsoft.AspNetCore.Hosting.WebHostBuilder",
        "Microsoft.Extensions.DependencyInjection.ServiceCollection");

    /// <summary>Whether a type is one of the types of a table.</summary>
    public bool Is(ITypeSymbol type, ImmutableDictionary<string, ImmutableArray<string>> table) =>
        table.TryGetValue(type.Name, out var names) && names.Any(name => types.Is(type, name));

    /// <summary>Whether a type is one of the types of a table, derives from one or implements one.</summary>
    public bool IsA(ITypeSymbol type, ImmutableDictionary<string, ImmutableArray<string>> table) =>
        SelfAndParents(type).Any(parent => Is(parent, table));

    /// <summary>As <see cref="IsA"/>, and by what a type parameter has to be; a type that cannot be found counts by its name.</summary>
    public bool MayBeA(ITypeSymbol type, ImmutableDictionary<string, ImmutableArray<string>> table) => type switch
    {
        // Broken code: what would be a builder if it compiled is none to complain about.
        IErrorTypeSymbol => table.ContainsKey(type.Name),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(constraint => constraint is not ITypeParameterSymbol && MayBeA(constraint, table)),
        _ => IsA(type, table),
    };

    /// <summary>The type, its base classes and all its interfaces.</summary>
    public static IEnumerable<ITypeSymbol> SelfAndParents(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        foreach (var parent in type.AllInterfaces)
        {
            yield return parent;
        }
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> ByName(params string[] metadataNames) => metadataNames
        .GroupBy(static name => SimpleName(name), StringComparer.Ordinal)
        .ToImmutableDictionary(static group => group.Key, static group => group.ToImmutableArray(), StringComparer.Ordinal);

    private static string SimpleName(string metadataName)
    {
        var name = metadataName.Substring(metadataName.LastIndexOf('.') + 1);
        var tick = name.IndexOf('`');
        return tick < 0 ? name : name.Substring(0, tick);
    }
}
