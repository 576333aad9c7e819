using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Bench;

/// <summary>What every table needs: how often to measure, where the programs are, and a clock.</summary>
/// <param name="quick">Whether only to try that everything works.</param>
/// <param name="ports">The first of a few ports to listen on.</param>
internal sealed class Workbench(bool quick, int ports)
{
    private readonly Lock _clearing = new();
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>How often each figure is measured, contenders in turn.</summary>
    public int Rounds => quick ? 2 : 5;

    /// <summary>How often is measured what takes half a minute each time.</summary>
    public int FewRounds => Math.Min(Rounds, 3);

    /// <summary>Whether only to try that everything works.</summary>
    public bool Quick => quick;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>The folder bench/.</summary>
    public string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    public string Results => Path.Combine(Folder, "results");

    /// <summary>Where the last tables are shown.</summary>
    public string Document => Path.GetFullPath(Path.Combine(Folder, "..", "docs", "performance.md"));

    /// <summary>Every known country's code, as the product sorts them.</summary>
    public IReadOnlyList<string> Codes => [.. Peers.Codes(Folder).Order(StringComparer.Ordinal)];

    /// <summary>The 20 most populous countries.</summary>
    public IReadOnlyList<string> Twenty => [.. Peers.Codes(Folder).Take(20).Order(StringComparer.Ordinal)];

    /// <summary>The product, published.</summary>
    public Command Product(params string[] args) => new("dotnet", [Path.Combine(Folder, "published", "FlagDashboard.dll"), .. args]);

    /// <summary>A bare .NET program that does the same work.</summary>
    public Command Bare(string kind, Uri site, int workers, IReadOnlyList<string> codes) =>
        new("dotnet", [typeof(Workbench).Assembly.Location, Reference.Verb, kind, site.ToString(), $"{workers}", string.Join(',', codes),
            Fresh("bare")]);

    /// <summary>An empty folder for what is saved.</summary>
    public string Fresh(string name) => Directory.CreateDirectory(Path.Combine(Saved, $"{name}-{Guid.NewGuid():N}")).FullName;

    /// <summary>Removes what was saved: hundreds of thousands of files.</summary>
    public void Clear()
    {
        lock (_clearing)
        {
            if (Directory.Exists(Saved))
                Directory.Delete(Saved, recursive: true);
        }
    }

    /// <summary>The site in a process of its own.</summary>
    public Task<Served> Site(double delayMs = 0, double jitterMs = 0)
    {
        var port = Free();
        return Served.Start(Product("serve-flags", "--port", $"{port}", "--delay", $"{delayMs}", "--jitter", $"{jitterMs}"),
            new Uri($"http://127.0.0.1:{port}/flags/br/br.png"));
    }

    /// <summary>The dashboard in a process of its own, with what it keeps in a new folder.</summary>
    /// <param name="remote">What its site REMOTE is.</param>
    /// <param name="compiledAtOnce">Whether it is to be measured warm.</param>
    public Task<Served> Dashboard(Uri? remote = null, bool compiledAtOnce = false)
    {
        var port = Free();
        var args = new List<string> { "--urls", $"http://127.0.0.1:{port}", "--Downloads", Fresh("downloads"), "--data", Fresh("data") };
        if (remote is not null)
            args.AddRange(["--Sites:Remote:Url", remote.ToString()]);
        var product = Product([.. args]);
        return Served.Start(compiledAtOnce ? product.CompiledAtOnce() : product, new Uri($"http://127.0.0.1:{port}/"));
    }

    private string Saved => Path.Combine(Results, "tmp");

    // The next of the range that nobody listens on.
    private int Free()
    {
        while (true)
        {
            var port = ports++;
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }
}
