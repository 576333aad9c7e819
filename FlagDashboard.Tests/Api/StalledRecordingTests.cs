using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Observing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Api;

/// <summary>A recording whose program computes for long and observes nothing meanwhile.</summary>
public sealed class StalledRecordingTests : ApiTest
{
    // The server ends silent requests after little more than a second, which is the least that it allows, instead of five.
    private protected override void ConfigureServices(IServiceCollection services) => services.Configure<KestrelServerOptions>(
        server => server.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 1_000_000, TimeSpan.FromSeconds(1.01)));

    [Fact]
    public async Task Observations_SilentForLongerThanOtherRequestsMayBe_KeepTheirPlaceAndGoOn()
    {
        var begun = await (await Begin()).Json(HttpStatusCode.Created);
        var race = Dashboard.Get<RaceRegistry>().FindInMemory(begun.Text("id")!)!;
        var stream = new LineContent();
        var answer = Send(HttpMethod.Post, begun.Text("observations")!, stream);
        stream.Write(Recordings.Pool, """[[1000000,"new",1,0,0,"f",[]],[2000000,"running",1,1]]""");
        await race.Log.Until(log => log.Any(raceEvent => raceEvent.Kind == RaceEventKind.Started));

        Assert.Contains(" 408 ", await AnswerToSilentRequest(), StringComparison.Ordinal);

        for (var more = 1; more < Dashboard.Get<Limits>().MaxRecordings; more++)
            await (await Begin()).Json(HttpStatusCode.Created);
        var problem = await (await Begin()).Problem(HttpStatusCode.TooManyRequests);
        Assert.Equal("4 programs are being recorded on this server.", problem.Text("detail"));

        stream.Write("""[[5000000,"done",1,1,-1,"1"],[6000000,"got",1,0,"result",-1]]""", Recordings.End);
        stream.Complete();
        Assert.Equal("finished", (await (await answer).Json(HttpStatusCode.OK)).Text("status"));
        await (await Begin()).Json(HttpStatusCode.Created);
    }

    private Task<HttpResponseMessage> Begin()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Recordings.Header));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-ndjson");
        return Send(HttpMethod.Post, "/api/recordings", content);
    }

    // Sends the beginning of a log and then nothing. Returns the first line of the answer, which the server gives when it has waited too
    // long.
    private async Task<string?> AnswerToSilentRequest()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Dashboard.Address.Host, Dashboard.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/races/import HTTP/1.1\r\nHost: {Dashboard.Address.Authority}\r\nContent-Type: application/x-ndjson\r\n"
                + "Content-Length: 1000\r\n\r\n{"),
            TestContext.Current.CancellationToken);
        return await new StreamReader(client.GetStream()).ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Guarded();
    }
}
