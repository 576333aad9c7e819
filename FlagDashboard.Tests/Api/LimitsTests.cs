using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Api;

/// <summary>Tests the limits of requests at their value, one above, and at ten times as much.</summary>
public sealed class LimitsTests : IAsyncDisposable
{
    private TestDashboard _dashboard = null!;
    private HttpClient _client = null!;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _dashboard.DisposeAsync();
        Assert.Empty(_dashboard.LoggedErrors);
    }

    private async Task Start(string limit, int value)
    {
        _dashboard = await TestDashboard.Start(settings: new() { [$"Limits:{limit}"] = $"{value}" });
        _client = new HttpClient { BaseAddress = _dashboard.Address };
    }

    private Task<HttpResponseMessage> Post(string path, string type, int bytes, bool announced = true)
    {
        var text = "{}" + new string(' ', bytes - 2);
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } },
            // If the length is announced, the server refuses the request without reading the body. Expect: 100-continue lets the client
            // wait for that answer before it sends the body.
            Headers = { TransferEncodingChunked = !announced, ExpectContinue = announced },
        };
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_PlanLargerThanLimit_IsRefused(bool announced)
    {
        await Start("MaxPlanKilobytes", 1);
        await (await Post("/api/races", "application/json", 1024, announced)).Json(HttpStatusCode.Created);
        foreach (var bytes in (int[])[1025, 10 * 1024])
        {
            var problem = await (await Post("/api/races", "application/json", bytes, announced)).Problem(
                HttpStatusCode.RequestEntityTooLarge);
            Assert.Equal("The body is larger than 1 KB.", problem.Text("detail"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_LogLargerThanLimit_IsRefused(bool announced)
    {
        await Start("MaxImportMegabytes", 1);
        var megabyte = 1024 * 1024;
        var taken = await (await Post("/api/races/import", "application/x-ndjson", megabyte, announced)).Problem(HttpStatusCode.BadRequest);
        Assert.StartsWith("Line 1: The line is longer", taken.Text("detail"), StringComparison.Ordinal);
        var problem = await (await Post("/api/races/import", "application/x-ndjson", megabyte + 1, announced)).Problem(
            HttpStatusCode.RequestEntityTooLarge);
        Assert.StartsWith("The file is larger than 1 MB.", problem.Text("detail"), StringComparison.Ordinal);
        var large = await (await Post("/api/races/import", "application/x-ndjson", 10 * megabyte)).Problem(
            HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(problem.Text("detail"), large.Text("detail"));
    }

    [Fact]
    public async Task Import_TooManyAtOnce_Returns429()
    {
        await Start("MaxImports", 1);
        var gate = _dashboard.Get<ImportLimiter>();
        using (gate.TryEnter())
        {
            for (var i = 2; i <= 10; i++)
            {
                var problem = await (await Post("/api/races/import", "application/x-ndjson", 2)).Problem(HttpStatusCode.TooManyRequests);
                Assert.Equal("1 logs are being imported on this server: try again in a moment.", problem.Text("detail"));
            }
        }

        await (await Post("/api/races/import", "application/x-ndjson", 2)).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Requests_TooManyFromOneAddress_Return429()
    {
        _dashboard = await TestDashboard.Start(
            settings: new() { ["Limits:MaxRequestBurst"] = "5", ["Limits:MaxRequestsPerSecond"] = "1" });
        _client = new HttpClient { BaseAddress = _dashboard.Address };
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 50; i++)
            answers.Add(await _client.GetAsync("/alive", TestContext.Current.CancellationToken).Guarded());
        Assert.All(answers[..5], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.OK);
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        var problem = await refused.Problem(HttpStatusCode.TooManyRequests);
        Assert.StartsWith("Too many requests", problem.Text("detail"), StringComparison.Ordinal);
        answers.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task Post_RaceWithTooManyWorkers_IsRefused()
    {
        await Start("MaxWorkersPerRace", 5);
        Assert.Equal(
            ["workers: 16 workers in all runs are too many: at most 5."],
            await (await Post("/api/races", "application/json", 2)).Errors());
    }
}
