using System.Net;
using System.Net.Sockets;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>kill -9 of the whole program in the middle of its processes' downloads.</summary>
public class KilledDownloadTests
{
    [Fact]
    public async Task Kill9_DownloadWithProcesses_LeavesNoWorkerProcess()
    {
        // The site accepts requests and never answers, so its connections end only when the processes end.
        using var site = new TcpListener(IPAddress.Loopback, 0);
        site.Start();
        await using var program =
            ProgramProcess.Start(
            "download", "BR", "CN", "DE", "-m", "2", "--mode", "processes", "--base-url", $"http://{site.LocalEndpoint}/flags");
        using var first = await site.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().Guarded();
        using var second = await site.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().Guarded();
        program.SendSignal("KILL");
        await EndOf(first).Guarded();
        await EndOf(second).Guarded();
    }

    private static async Task EndOf(TcpClient connection)
    {
        try
        {
            await connection.GetStream().CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The connection was reset, because its process was killed.
        }
    }
}
