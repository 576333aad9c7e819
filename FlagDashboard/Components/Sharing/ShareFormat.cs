using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Sharing;

/// <summary>A file format in which a viewer can download a race.</summary>
/// <param name="Id">The short name, which is part of the test id of the link.</param>
/// <param name="Title">The label of the link.</param>
/// <param name="Description">One sentence about the use of the file.</param>
/// <param name="Path">The path below the address of the race.</param>
/// <param name="UsesPageRowLayout">
/// Whether the file has the same row layout as the page: one row for each worker, or one for each future.
/// </param>
/// <param name="IsRasterized">Whether the browser makes the file by rendering the SVG at <paramref name="Path"/>.</param>
internal sealed record ShareFormat(
    string Id, string Title, string Description, string Path, bool UsesPageRowLayout = false, bool IsRasterized = false)
{
    /// <summary>Every format, the most useful first.</summary>
    public static IReadOnlyList<ShareFormat> All { get; } =
    [
        new("replay", "Replay (HTML)", "One file that replays the race in any browser, without this server and without a network.",
            "replay.html"),
        new("png", "Picture (PNG)", "The timeline, twice as sharp as the screen, for a chat or a document.", "timeline.svg",
            UsesPageRowLayout: true,
            IsRasterized: true),
        new("svg", "Picture (SVG)", "The timeline, sharp at any size, for slides and print.", "timeline.svg", UsesPageRowLayout: true),
        new("trace", "Trace (JSON)", "Opens in ui.perfetto.dev and chrome://tracing: a track per worker.", "trace.json"),
        new("csv", "Table (CSV)", "A line for each future, for a spreadsheet or a notebook.", "futures.csv"),
        new("log", "Log (NDJSON)", "Every event. Any FlagDashboard can import the file and show the race again.", "log.ndjson"),
    ];

    /// <summary>The address of the file for one race.</summary>
    public string Address(string raceId, RowLayout rows) =>
        $"/api/races/{raceId}/{Path}{(UsesPageRowLayout ? $"?rows={RaceAddress.QueryTextOf(rows)}" : "")}";
}
