using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Tests.Browser;

[Collection("Browser")]
public sealed class KilledServerTests(Stage stage)
{
    [Fact]
    public async Task Kill9_InMidRaceOfProcesses_LeavesNoProcess()
    {
        // A site that takes the requests and never answers: its connections end with the processes.
        using var site = new TcpListener(IPAddress.Loopback, 0);
        site.Start();
        await using var server = await Server.Start("--Sites:Remote:Url", $"http://{site.LocalEndpoint}/{{cc}}.png");
        await using (var visitor = await stage.Visit(server.Address))
        {
            await visitor.GoTo("/?modes=processes&site=remote&workers=2&cc=BR,CN,DE");
            await visitor.Run();
        }

        var connections = new[] { await Accept(site), await Accept(site) };
        server.Kill();
        foreach (var connection in connections)
            await EndOf(connection);
    }

    private static async Task<NetworkStream> Accept(TcpListener site) =>
        (await site.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).GetStream();

    private static async Task EndOf(NetworkStream connection)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await connection.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (IOException)
        {
            // Reset, since its process was killed.
        }
    }
}
