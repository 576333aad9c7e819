using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Sharing;

/// <summary>One of the files that a race can be taken home as.</summary>
/// <param name="Name">Its short name, in test ids.</param>
/// <param name="Title">What it is.</param>
/// <param name="What">What it is good for, in a line.</param>
/// <param name="Path">Where it is, below the race.</param>
/// <param name="HasRows">Whether it is laid out as the page is.</param>
/// <param name="IsPicture">Whether the browser makes it, of what is at that address.</param>
internal sealed record ShareFile(string Name, string Title, string What, string Path, bool HasRows = false, bool IsPicture = false)
{
    /// <summary>Every file, the most welcome first.</summary>
    public static IReadOnlyList<ShareFile> All { get; } =
    [
        new("replay", "Replay (HTML)", "One file that replays the race in any browser, without this server and without a network.", "replay.html"),
        new("png", "Picture (PNG)", "The timeline, twice as sharp as the screen, for a chat or a document.", "timeline.svg", HasRows: true, IsPicture: true),
        new("svg", "Picture (SVG)", "The same, sharp at any size, for slides and print.", "timeline.svg", HasRows: true),
        new("trace", "Trace (JSON)", "Opens in ui.perfetto.dev and chrome://tracing: a track per worker.", "trace.json"),
        new("csv", "Table (CSV)", "A line for each future, for a spreadsheet or a notebook.", "futures.csv"),
        new("log", "Log (NDJSON)", "Every event. Any such dashboard can import it and show the race again.", "log.ndjson"),
    ];

    /// <summary>Where it is for a race.</summary>
    public string Address(string race, RowLayout rows) =>
        $"/api/races/{race}/{Path}{(HasRows ? $"?rows={(rows == RowLayout.ByFuture ? "future" : "worker")}" : "")}";
}
