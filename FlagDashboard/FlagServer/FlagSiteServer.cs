using System.Net;
using System.Net.Sockets;
using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>The built-in site: a separate web server on a loopback port, so that every download uses a real socket.</summary>
internal sealed class FlagSiteServer(
    CountryCatalog catalog, IWebHostEnvironment environment, FlagSiteFactory sites, TimeProvider time,
    FlagSiteOptions options) : IHostedService
{
    // The socket is bound but does not listen, so that connections are refused and no other program can take the port.
    private readonly Socket _refusingSocket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // An empty builder reads no configuration. Otherwise settings such as --urls could make this site listen on the address of the
        // dashboard.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls(FormattableString.Invariant($"http://127.0.0.1:{options.Port}"));
        _app = builder.Build();
        new FlagEndpoint(await ReadFlags(cancellationToken), options.DefaultTape, sites.Overrides, time).Map(_app);
        await _app.StartAsync(cancellationToken);
        var address = _app.Urls.Single();
        sites.BuiltInAddress = new Uri(address);
        _refusingSocket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        sites.RefusingEndpoint = new Uri($"http://{_refusingSocket.LocalEndPoint}");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        (sites.BuiltInAddress, sites.RefusingEndpoint) = (null, null);
        _refusingSocket.Dispose();
        if (_app is null)
            return;

        // The cancelled token makes the site stop without waiting for running requests, whose answers nobody needs any more.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task<Dictionary<string, byte[]>> ReadFlags(CancellationToken cancellationToken)
    {
        var flags = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var country in catalog.All)
        {
            await using var stream = environment.WebRootFileProvider.GetFileInfo($"flags/{country.Code.ToLowerInvariant()}.png")
                .CreateReadStream();
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancellationToken);
            flags[country.Code] = bytes.ToArray();
        }

        return flags;
    }
}
