using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Api;

/// <summary>
/// The API as a client meets it: over HTTP, on a real socket. What the server logs as an error, or answers in a status that it does not
/// document, fails the test.
/// </summary>
public abstract class ApiTest : IAsyncLifetime
{
    private readonly SemaphoreSlim _permits = new(0);
    private readonly ResponseRecorder _responses = new();
    private RawSite? _site;

    private protected TestDashboard Dashboard { get; private set; } = null!;

    private protected HttpClient Client { get; private set; } = null!;

    /// <summary>Whether the test makes the server fail.</summary>
    private protected bool ExpectsServerError { get; set; }

    public virtual async ValueTask InitializeAsync()
    {
        Dashboard = await TestDashboard.Start(ConfigureServices);
        Client = new HttpClient(_responses) { BaseAddress = Dashboard.Address };
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // Races that still run would save flags into the folder that the test deletes.
        foreach (var race in Dashboard.Get<RaceRegistry>().Listed)
        {
            race.Cancel();
            await race.Completion.Guarded();
        }

        if (_site is not null)
            await _site.DisposeAsync();
        await Dashboard.DisposeAsync();
        _permits.Dispose();
        Assert.Equal(ExpectsServerError, !Dashboard.LoggedErrors.IsEmpty);
        Assert.Empty(_responses.Undocumented(await ApiDocument.Get()));
    }

    /// <summary>Services of the test's own.</summary>
    private protected virtual void ConfigureServices(IServiceCollection services)
    {
    }

    /// <summary>From here on the site answers as the test lets it, one flag a time.</summary>
    private protected void BlockDownloads() => UseSite(async (code, closing) =>
    {
        await _permits.WaitAsync(closing);
        return RawSite.Flag(code);
    });

    private protected void ReleaseDownloads(int flags = 1)
    {
        if (flags > 0)
            _permits.Release(flags);
    }

    private protected void UseSite(Func<string, CancellationToken, Task<byte[]>> answer)
    {
        _site = new RawSite(answer);
        Dashboard.Get<FlagSiteFactory>().BuiltInAddress = _site.Address;
    }

    private protected async Task<Race> FinishedRace(Func<RacePlan, RacePlan>? change = null)
    {
        var race = Dashboard.Race(plan => (change ?? (same => same))(plan with { Countries = ["BR", "CN"] }));
        await race.Through();
        return race;
    }

    /// <summary>A race that was interrupted where that one is now, as this server knows it afterwards.</summary>
    private protected Race Interrupted(Race race)
    {
        var told = race.Log.Snapshot();
        return Dashboard.Get<RaceRegistry>().Import(
            [.. told, new(told.Length + 1, told[^1].AtMs, RaceEventKind.RaceFinished, Status: Outcome.Error) { Reason = "interrupted" }]);
    }

    private protected Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, path);

    private protected Task<HttpResponseMessage> Post(string path) => Send(HttpMethod.Post, path);

    private protected Task<HttpResponseMessage> PostRace(string json, string? type = "application/json") =>
        PostRace(Encoding.UTF8.GetBytes(json), type);

    private protected Task<HttpResponseMessage> PostRace(byte[] json, string? type = "application/json")
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return Send(HttpMethod.Post, "/api/races", content);
    }

    /// <summary>Sends a request to exactly that path, which an address would otherwise tidy up.</summary>
    private protected Task<HttpResponseMessage> Send(
        HttpMethod method, string path, HttpContent? content = null, string? ifNoneMatch = null)
    {
        var address = new Uri(Dashboard.Address.GetLeftPart(UriPartial.Authority) + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(method, address) { Content = content };
        if (ifNoneMatch is not null)
            request.Headers.IfNoneMatch.Add(new(ifNoneMatch));
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).Guarded();
    }

    private protected async Task<JsonElement> GetJson(string path) => await (await Get(path)).Json(HttpStatusCode.OK);
}
