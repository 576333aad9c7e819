using System.Net.Sockets;
using System.Text;
using FlagDashboard.Flags;
using FlagDashboard.FlagServer;
using FlagDashboard.Tests.Flags;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace FlagDashboard.Tests.FlagServer;

/// <summary>The built-in site, started, with a client.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly FlagSiteServer _server;
    private bool _stopped;

    private Site(TimeProvider time, FlagSiteOptions? options) =>
        _server = new FlagSiteServer(WebRoot.Catalog, new Environment(), Sites, time, options ?? new());

    public FlagSiteFactory Sites { get; } = new();

    public HttpClient Client { get; } = new();

    public static async Task<Site> Start(TimeProvider? time = null, FlagSiteOptions? options = null)
    {
        var site = new Site(time ?? TimeProvider.System, options);
        await site._server.StartAsync(TestContext.Current.CancellationToken).Guarded();
        site.Client.BaseAddress = site.Sites.BuiltInAddress;
        return site;
    }

    public Task<HttpResponseMessage> Get(string address) =>
        Client.GetAsync(address, TestContext.Current.CancellationToken).Guarded();

    /// <summary>Sends a request with exactly this first line; HttpClient would normalize the path.</summary>
    public async Task<string> GetRaw(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken).Guarded();
    }

    public Task Stop()
    {
        _stopped = true;
        return _server.StopAsync(TestContext.Current.CancellationToken).Guarded();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_stopped)
            await Stop();
    }

    private sealed class Environment : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = WebRoot.Folder;

        public IFileProvider WebRootFileProvider { get; set; } = WebRoot.Files;

        public string ApplicationName { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = "";
    }
}
