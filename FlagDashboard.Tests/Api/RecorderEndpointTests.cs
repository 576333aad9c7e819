using System.Net;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Api;

public sealed class RecorderEndpointTests : ApiTest
{
    private static readonly string Source =
        File.ReadAllText(Path.Combine(WebRoot.Folder, "..", "FlagDashboard", "Python", "futurelog.py"));

    [Fact]
    public async Task Recorder_Get_ReturnsSourceAsPython()
    {
        var response = await Get("/futurelog.py");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/x-python", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Source, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Recorder_GetAgainWithItsTag_IsNotSentAgain()
    {
        var tag = (await Get("/futurelog.py")).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, (await Send(HttpMethod.Get, "/futurelog.py", ifNoneMatch: tag.Tag)).StatusCode);
    }
}
