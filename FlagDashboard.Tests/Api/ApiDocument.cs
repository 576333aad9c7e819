using System.Net;
using System.Text.Json;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Api;

/// <summary>What the API says of itself.</summary>
internal static class ApiDocument
{
    private static readonly Lazy<Task<JsonElement>> Document = new(async () =>
    {
        await using var dashboard = await TestDashboard.Start();
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        return await (await client.GetAsync("/openapi/v1.json")).Json(HttpStatusCode.OK);
    });

    public static Task<JsonElement> Get() => Document.Value.Guarded();
}
