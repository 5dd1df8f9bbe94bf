using System.Net;

namespace ArticleArchive.Security;

/// <summary>Lets only the networks named in <c>Newsroom:Networks</c> reach the pages of the editors.</summary>
public sealed class NewsroomNetworkMiddleware(RequestDelegate next, IConfiguration configuration)
{
    private static readonly PathString[] Guarded = ["/editor", "/hangfire", "/status"];

    private readonly IPNetwork[] _networks =
        [.. (configuration.GetSection("Newsroom:Networks").Get<string[]>() ?? ["127.0.0.0/8", "::1/128"]).Select(IPNetwork.Parse)];

    public Task InvokeAsync(HttpContext context)
    {
        if (Array.Exists(Guarded, path => context.Request.Path.StartsWithSegments(path)) && !IsNewsroom(context.Connection.RemoteIpAddress))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private bool IsNewsroom(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var comparable = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_networks, network => network.Contains(comparable));
    }
}
