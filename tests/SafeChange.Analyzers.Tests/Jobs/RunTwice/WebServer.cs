using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>
/// A web server that treats requests as RFC 9110 has it: PUT and DELETE say what there is at a path, GET changes
/// nothing, and each POST or PATCH is something new, unless it repeats an <c>Idempotency-Key</c>.
/// </summary>
internal sealed class WebServer : IDisposable
{
    private readonly ConcurrentDictionary<string, string> effects = new();
    private readonly HttpListener listener;
    private readonly Func<bool> refuse;

    /// <param name="refuse">Asked for each request that changes something: true answers that the service is unavailable.</param>
    public WebServer(Func<bool> refuse)
    {
        this.refuse = refuse;
        listener = Listen();
        Address = string.Join("", listener.Prefixes);
        _ = Accept();
    }

    public string Address { get; }

    /// <summary>What the requests have come to.</summary>
    public IEnumerable<string> Effects => effects.Values;

    public void Dispose() => listener.Close();

    // HttpListener cannot choose a free port by itself. One that was free may be taken a moment later.
    private static HttpListener Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return listener;
            }
            catch (Exception exception) when (attempt < 10 && exception is HttpListenerException or SocketException)
            {
                listener.Close();
            }
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                Serve(await listener.GetContextAsync().ConfigureAwait(false));
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private void Serve(HttpListenerContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.InputStream);
        var text = $"{request.HttpMethod} {request.Url!.AbsolutePath} {reader.ReadToEnd()}";
        var key = request.Headers["Idempotency-Key"];
        if (request.HttpMethod is not ("GET" or "HEAD"))
        {
            if (refuse())
            {
                context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
            }
            else if (request.HttpMethod is "PUT" or "DELETE")
            {
                effects[request.Url.AbsolutePath] = text;
            }
            else
            {
                effects[key ?? Guid.NewGuid().ToString()] = text;
            }
        }

        context.Response.ContentType = "application/json";
        using var writer = new StreamWriter(context.Response.OutputStream);
        writer.Write("{}");
    }
}
