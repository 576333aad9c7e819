using System.Collections.Concurrent;
using System.Diagnostics;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Modes;

/// <summary>A run that records the line of the mode's source from which each member is called.</summary>
internal sealed class WatchedRun(Uri site, string folder) : IRun
{
    /// <summary>The recorded lines, with the kind of each call.</summary>
    public ConcurrentBag<(SourceMarker Mark, int Line)> Seen { get; } = [];

    /// <summary>Whether the mode reports exceptions itself.</summary>
    public bool Told { get; private set; }

    /// <summary>The download of BR succeeds, and that of CN fails.</summary>
    public IReadOnlyList<Country> Countries { get; } = [WebRoot.Catalog.FindOrCreate("BR"), WebRoot.Catalog.FindOrCreate("CN")];

    public int Workers => 1;

    public CancellationToken AbortToken => CancellationToken.None;

    /// <summary>Runs <paramref name="mode"/>; an exception that ends it early is recorded on the line where it leaves the mode.</summary>
    public void Do(IConcurrencyMode mode)
    {
        try
        {
            mode.DownloadMany(this);
        }
        catch (Exception error)
        {
            Note(SourceMarker.Raised, new StackTrace(error, fNeedFileInfo: true));
        }
    }

    public Download DownloadOne(Country country) =>
        country.Code == "BR" ? new(country, Outcome.Ok) : throw new DownloadException("HTTP 500");

    public Download DownloadHere(Country country)
    {
        Note(SourceMarker.Submitted);
        Note(SourceMarker.Running);
        return DownloadOne(country);
    }

    public async Task<Download> DownloadAsync(Country country, SemaphoreSlim slots)
    {
        Note(SourceMarker.Submitted);
        Note(SourceMarker.Running);
        await Task.Yield();
        return DownloadOne(country);
    }

    public DownloadJob JobOf(Country country) =>
        new(country, new Uri(site, $"/flags/{country.Code}/"), TimeSpan.FromSeconds(30), folder, FlagFolderLayout.Flat, "race", "mode");

    public void Received(Download download) => Note(SourceMarker.Received);

    // In a catch block, the stack trace names the line that raised instead of the line of the block, so no line is noted.
    public void Failed(Country country, Exception error) => Told = true;

    public void Submitted(Future future, object? argument) => Note(SourceMarker.Submitted);

    public void Started(Future future, int worker)
    {
    }

    public void Finished(Future future, object? result, Exception? error)
    {
    }

    public void Cancelled(Future future)
    {
    }

    private void Note(SourceMarker mark) => Note(mark, new StackTrace(fNeedFileInfo: true));

    private void Note(SourceMarker mark, StackTrace trace)
    {
        var line = trace.GetFrames().First(
            frame => frame.GetFileName()?.Replace('\\', '/').Contains("/FlagDashboard/Modes/", StringComparison.Ordinal) ?? false);
        Seen.Add((mark, line.GetFileLineNumber()));
    }
}
