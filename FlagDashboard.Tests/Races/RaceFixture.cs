using System.Collections.Concurrent;
using System.Net.Sockets;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;

namespace FlagDashboard.Tests.Races;

/// <summary>The services of a race, with a site on a real socket whose answers the test controls.</summary>
internal sealed class RaceFixture : IDisposable
{
    private static readonly byte[] Flag = WebRoot.Flag("BR");

    private readonly TemporaryFolder _downloads = new();
    private readonly FlagClient _client = new(TimeSpan.FromMinutes(1));
    private readonly ScriptedServer _site;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public RaceFixture(params IConcurrencyMode[] modes)
        : this(Limits.Default, modes)
    {
    }

    public RaceFixture(Limits limits, params IConcurrencyMode[] modes)
    {
        _site = new ScriptedServer(Answer);
        Store = new FlagStore(_downloads.Path) { DeleteFolder = folder => DeleteFolder(folder) };
        Modes = new ModeRegistry(modes);
        Sites = new FlagSiteFactory { BuiltInAddress = Address };
        Races = new RaceRegistry(
            new PlanRules(WebRoot.Catalog, Modes.Catalog, Sites, limits), WebRoot.Catalog, Modes, Sites, _client, Store, Archive, Time,
            Logger, limits);
    }

    private FlagSiteFactory Sites { get; }

    public FakeClock Time { get; } = new();

    public FlagStore Store { get; }

    public ModeRegistry Modes { get; }

    public RaceRegistry Races { get; }

    public FakeArchive Archive { get; } = new();

    public RecordingLogger<RaceRegistry> Logger { get; } = new();

    /// <summary>How the store deletes the folder of a race.</summary>
    public Action<string> DeleteFolder { get; set; } = folder => Directory.Delete(folder, recursive: true);

    /// <summary>Codes that the site answers with 500.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>Codes that the site answers with 404.</summary>
    public HashSet<string> Missing { get; } = [];

    /// <summary>A semaphore that is released once for each request that reached the site.</summary>
    public SemaphoreSlim Requests => _site.Requests;

    /// <summary>The first line of each request.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    private Uri Address => new(_site.Address, "/");

    /// <summary>Withholds the answers for a country until they are released.</summary>
    public void Hold(string code) => _gates[code] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo(string code) => _gates[code].SetResult();

    public static Country[] Countries(params string[] codes) => [.. codes.Select(code => WebRoot.Catalog.Find(code)!)];

    public RacePlan Plan(params string[] codes) => new()
    {
        Countries = codes,
        Modes = [.. Modes.Catalog.All.Select(mode => mode.Id)],
        Site = SiteId.Local,
    };

    public Downloader Downloader(string mode, CancellationToken givenUp) =>
        new(_client, Store, Sites.CreateWithoutDelay(), "race", mode, givenUp);

    public void Dispose()
    {
        _client.Dispose();
        _site.Dispose();
        _downloads.Dispose();
    }

    private async Task Answer(NetworkStream stream, string request)
    {
        Asked.Enqueue(request);
        var code = request["GET /flags/".Length..][..2].ToUpperInvariant();
        if (_gates.TryGetValue(code, out var gate))
            await gate.Task;
        if (Failing.Contains(code))
            await ScriptedServer.Send(stream, "HTTP/1.1 500 Broken\nContent-Length: 0\nConnection: close\n\n");
        else if (Missing.Contains(code))
            await ScriptedServer.Send(stream, "HTTP/1.1 404 Not Found\nContent-Length: 0\nConnection: close\n\n");
        else
            await ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Length: {Flag.Length}\nConnection: close\n\n", Flag);
    }
}
