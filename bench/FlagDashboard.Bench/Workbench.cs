using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Bench;

/// <summary>Provides all tables with the number of rounds, the programs and folders, and a clock.</summary>
/// <param name="quick">Whether to measure few rounds, only to see that everything works.</param>
/// <param name="ports">The first port for servers.</param>
internal sealed class Workbench(bool quick, int ports)
{
    private readonly Lock _clearing = new();
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>The number of rounds of each measurement.</summary>
    public int Rounds => quick ? 2 : 5;

    /// <summary>The number of rounds of a measurement that takes half a minute.</summary>
    public int FewRounds => Math.Min(Rounds, 3);

    /// <summary>Whether to measure few rounds, only to see that everything works.</summary>
    public bool Quick => quick;

    /// <summary>The time since the start of the benchmark.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>The folder bench/.</summary>
    public string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    /// <summary>The folder for results.</summary>
    public string Results => Path.Combine(Folder, "results");

    /// <summary>The document with the tables of the last complete run.</summary>
    public string Document => Path.GetFullPath(Path.Combine(Folder, "..", "docs", "performance.md"));

    /// <summary>The recorder of Python programs.</summary>
    public string Recorder => SourceOf("Python", "futurelog.py");

    /// <summary>The code of every known country, in the order of the product.</summary>
    public IReadOnlyList<string> Codes => [.. PythonBaseline.Codes(Folder).Order(StringComparer.Ordinal)];

    /// <summary>The codes of the 20 most populous countries.</summary>
    public IReadOnlyList<string> TwentyCodes => [.. PythonBaseline.Codes(Folder).Take(20).Order(StringComparer.Ordinal)];

    /// <summary>The path of a source file of the product.</summary>
    public string SourceOf(string room, string name) => Path.GetFullPath(Path.Combine(Folder, "..", "FlagDashboard", room, name));

    /// <summary>The published product with these arguments.</summary>
    public Command Product(params string[] args) => new("dotnet", [Path.Combine(Folder, "published", "FlagDashboard.dll"), .. args]);

    /// <summary>A download with bare .NET, as <see cref="BareDownloads"/> makes it.</summary>
    public Command BareDownload(string kind, Uri site, int workers, IReadOnlyList<string> codes) =>
        new("dotnet", [typeof(Workbench).Assembly.Location, BareDownloads.Verb, kind, site.ToString(), $"{workers}",
            string.Join(',', codes), NewFolder("bare")]);

    /// <summary>Creates an empty folder for saved files.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(SavedFolder, $"{name}-{Guid.NewGuid():N}")).FullName;

    /// <summary>Deletes all saved files, which may be hundreds of thousands. Thread-safe.</summary>
    public void DeleteSavedFiles()
    {
        lock (_clearing)
        {
            if (Directory.Exists(SavedFolder))
                Directory.Delete(SavedFolder, recursive: true);
        }
    }

    /// <summary>Starts the built-in site in another process.</summary>
    public Task<ServerProcess> StartSite(double delayMs = 0, double jitterMs = 0)
    {
        var port = NextFreePort();
        return ServerProcess.Start(Product("serve-flags", "--port", $"{port}", "--delay", $"{delayMs}", "--jitter", $"{jitterMs}"),
            new Uri($"http://127.0.0.1:{port}/flags/br/br.png"));
    }

    /// <summary>Starts the dashboard in another process, with new folders for flags and races.</summary>
    /// <param name="remote">The address of the site REMOTE; null for none.</param>
    /// <param name="immediateTiering">Whether .NET recompiles methods without delay, for measurements after a warm-up.</param>
    public Task<ServerProcess> StartDashboard(Uri? remote = null, bool immediateTiering = false)
    {
        var port = NextFreePort();
        var args = new List<string>
        {
            "--urls", $"http://127.0.0.1:{port}", "--Downloads", NewFolder("downloads"), "--data", NewFolder("data"),
        };
        if (remote is not null)
            args.AddRange(["--Sites:Remote:Url", remote.ToString()]);
        var product = Product([.. args]);
        return ServerProcess.Start(immediateTiering ? product.WithImmediateTiering() : product, new Uri($"http://127.0.0.1:{port}/"));
    }

    private string SavedFolder => Path.Combine(Results, "tmp");

    // Returns the next port on which no program listens.
    private int NextFreePort()
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
                // Another program uses the port.
            }
        }
    }
}
