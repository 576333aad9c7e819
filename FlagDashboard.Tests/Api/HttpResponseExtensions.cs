using System.Net;
using System.Text.Json;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Api;

/// <summary>Reads answers, and holds them to what every answer keeps to.</summary>
internal static class HttpResponseExtensions
{
    public static Task<string> Text(this HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).Guarded();

    public static async Task<JsonElement> Json(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Text();
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text);
    }

    /// <summary>A problem document of that status, no longer than anybody reads.</summary>
    public static async Task<JsonElement> Problem(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Text();
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.InRange(text.Length, 1, 16_000);
        var problem = JsonElement.Parse(text);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.Text("title"));
        Assert.NotEqual("", problem.Text("detail"));
        return problem;
    }

    /// <summary>The messages of a problem document, as lines like <c>workers: Workers must be …</c>.</summary>
    public static async Task<string[]> Errors(this HttpResponseMessage response)
    {
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        return
        [
            .. from field in problem.GetProperty("errors").EnumerateObject()
               from message in field.Value.EnumerateArray()
               select $"{field.Name}: {message.GetString()}",
        ];
    }

    public static string Text(this JsonElement json, string field) => json.GetProperty(field).GetString()!;

    public static int Number(this JsonElement json, string field) => json.GetProperty(field).GetInt32();
}
