using FlagDashboard.Components;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Timeline;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.History;

/// <summary>
/// The history of one server, on a real file in a folder of its own. A second one on the same folder is the server after a restart.
/// </summary>
internal sealed class Archive : IDisposable
{
    private readonly ServiceProvider _services;

    public Archive(string folder, FakeClock? time = null, Action<DbContextOptionsBuilder>? options = null,
        params (string Name, string Value)[] settings)
    {
        (Folder, Time) = (folder, time ?? new());
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("data", folder), .. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))]).Build();
        var services = new ServiceCollection().AddLogging().AddHistory(configuration);
        Store = new FlagStore(Path.Combine(folder, "downloads")) { HistoryImages = new HistoryImageStore(Path.Combine(folder, "images")) };
        services.AddSingleton<TranslateFactory>(TranslationCatalog.ForLanguage);
        services.AddSingleton<TimeProvider>(Time).AddSingleton(Store).AddSingleton(
            new BuiltInFlagHashes(WebRoot.Catalog, WebRoot.Files, Store));
        if (options is not null)
            services.ConfigureDbContext<HistoryDbContext>(options);
        _services = services.BuildServiceProvider();
        Recorder.Flush();
    }

    public string Folder { get; }

    public string Db => Path.Combine(Folder, "history.db");

    public FakeClock Time { get; }

    public FlagStore Store { get; }

    public RaceArchive Recorder => _services.GetRequiredService<RaceArchive>();

    public RaceHistory History => _services.GetRequiredService<RaceHistory>();

    public HistoryDatabase File => _services.GetRequiredService<HistoryDatabase>();

    public Retention Retention => _services.GetRequiredService<Retention>();

    /// <summary>A listed race of these futures and modes that has just begun.</summary>
    public Race Begin(string id, string[]? items = null, string[]? modes = null, SiteId site = SiteId.Delay,
        ExperimentInfo? experiment = null)
    {
        (items, modes) = (items ?? ["BR", "CN"], modes ?? ["sequential"]);
        var plan = experiment is null ? new RacePlan { Countries = items, Modes = modes, Site = site, Workers = 5 } : null;
        return Begin(id, new RaceDefinition(
            items, [.. modes.Select(mode => new ModeInfo(mode, mode, "", ReceiveOrder.CallOrder))], plan, experiment));
    }

    public Race Begin(string id, RaceDefinition definition)
    {
        var race = new Race(id, definition, Time);
        race.Log.Append(new(0, 0, RaceEventKind.RaceStarted) { Definition = definition });
        Recorder.StartSaving(race);
        return race;
    }

    /// <summary>A race that has begun, run for some time and ended, and is saved completely.</summary>
    public Race Run(string id, double ms = 100, string[]? items = null, string[]? modes = null, SiteId site = SiteId.Delay,
        ExperimentInfo? experiment = null)
    {
        var race = Begin(id, items, modes, site, experiment);
        for (var run = 0; run < race.Definition.Runs.Count; run++)
            race.Log.Append(new(0, 0, RaceEventKind.RunStarted, run, Worker: 1));
        for (var run = 0; run < race.Definition.Runs.Count; run++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(ms / race.Definition.Runs.Count));
            for (var future = 0; future < race.Definition.FutureLabels.Count; future++)
                race.Log.Append(new(0, 0, RaceEventKind.Finished, run, future, Status: Outcome.Cancelled));
            race.Log.Append(new(0, 0, RaceEventKind.RunFinished, run, Status: Outcome.Ok));
        }

        race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Ok));
        Recorder.Flush();
        return race;
    }

    /// <summary>Everything in the database about all races except <paramref name="but"/>, one line a row.</summary>
    public string[] Rows(params string[] but) => Ask(
        """
        SELECT 'race', * FROM Races
        UNION ALL SELECT 'events', RaceId, First, hex(Lines), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM Events
        ORDER BY 1, 2, 3
        """,
        but);

    /// <summary>The rows of a query, with the columns of each in one line.</summary>
    public string[] Ask(string sql, params string[] but)
    {
        using var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        return [.. rows.Where(row => !but.Any(id => row.Contains(id, StringComparison.Ordinal)))];
    }

    /// <summary>The row of a saved race.</summary>
    public HistoryRow Row(string id) => Assert.Single(History.Find([id]).GetAwaiter().GetResult());

    /// <summary>Reads a race from memory or the database, and waits for it.</summary>
    public Race? Find(string id) => Recorder.Find(id).GetAwaiter().GetResult();

    /// <summary>Ends like a server that is killed: nothing more is saved.</summary>
    public void Dispose() => _services.Dispose();
}
