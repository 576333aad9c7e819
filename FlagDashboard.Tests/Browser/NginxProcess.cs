using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace FlagDashboard.Tests.Browser;

/// <summary>
/// nginx with the example of docs/operating.md. The test command finds the program or unpacks Debian's package, and names it in the
/// variable NGINX_PATH.
/// </summary>
internal sealed partial class NginxProcess : IAsyncDisposable
{
    private static readonly string? Program = Environment.GetEnvironmentVariable("NGINX_PATH") is { Length: > 0 } path ? path : null;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private NginxProcess(Process process, DirectoryInfo folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    /// <summary>Whether this machine has nginx.</summary>
    public static bool IsInstalled => Program is not null;

    /// <summary>The address of nginx, without the base path.</summary>
    public Uri Address { get; }

    /// <summary>Starts nginx, and waits until it listens.</summary>
    /// <param name="dashboard">The address of the dashboard.</param>
    public static async Task<NginxProcess> Start(Uri dashboard)
    {
        var folder = Directory.CreateTempSubdirectory("nginx-");
        var port = FreePort();
        var docs = Path.Combine(Product.Project, "..", "docs", "operating.md");
        var example = Example().Match(await File.ReadAllTextAsync(docs)).Groups["text"].Value
            .Replace("listen 80;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080", dashboard.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        var temporary = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }
            .Select(name => $"{name}_temp_path {folder.FullName}/{name};\n"));
        var configuration = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"daemon off;\nmaster_process off;\npid {folder.FullName}/pid;\nerror_log stderr;\nevents {{ }}\n"
            + $"http {{\naccess_log off;\n{temporary}{example}\n}}\n");
        var process = Process.Start(new ProcessStartInfo(Program!, ["-p", folder.FullName, "-c", configuration]))!;
        await WaitUntilListening(process, port);
        return new(process, folder, new($"http://127.0.0.1:{port}/"));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // nginx says nothing when it listens.
    private static async Task WaitUntilListening(Process process, int port)
    {
        while (true)
        {
            Assert.False(process.HasExited, "nginx ended at once: its output has the reason.");
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    [GeneratedRegex("^```nginx$(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
