using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>As much of SMTP as it takes to be sent mails.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<bool> refuse;

    /// <param name="refuse">Asked for each mail: true refuses it.</param>
    public MailServer(Func<bool> refuse)
    {
        this.refuse = refuse;
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The mails that were accepted: the recipients and the subject.</summary>
    public ConcurrentBag<string> Mails { get; } = [];

    public void Dispose() => listener.Stop();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
                _ = Serve(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var connection = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        var recipients = "";
        await writer.WriteLineAsync("220 localhost").ConfigureAwait(false);
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 Go on").ConfigureAwait(false);
                var subject = "";
                while (await reader.ReadLineAsync().ConfigureAwait(false) is { } data && data != ".")
                {
                    subject = data.StartsWith("Subject: ", StringComparison.OrdinalIgnoreCase) ? data[9..] : subject;
                }

                var refused = refuse();
                if (!refused)
                {
                    Mails.Add($"{recipients}: {subject}");
                }

                recipients = "";
                await writer.WriteLineAsync(refused ? "554 Refused" : "250 OK").ConfigureAwait(false);
                continue;
            }

            if (verb == "RCPT")
            {
                recipients += line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
            }

            await writer.WriteLineAsync(verb == "QUIT" ? "221 Bye" : "250 OK").ConfigureAwait(false);
        }
    }
}
