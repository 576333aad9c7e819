using System.Collections.Concurrent;
using System.Diagnostics;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Modes;

/// <summary>A run that notes from which line of the mode's source each thing is done.</summary>
sealed class WatchedRun(Uri site, string folder) : IRun
{
    /// <summary>Which lines did what.</summary>
    public ConcurrentBag<(CodeMark Mark, int Line)> Seen { get; } = [];

    /// <summary>Whether the mode says itself what raised.</summary>
    public bool Told { get; private set; }

    /// <summary>BR comes, CN does not.</summary>
    public IReadOnlyList<Country> Countries { get; } = [WebRoot.Catalog.Named("BR"), WebRoot.Catalog.Named("CN")];

    public int Workers => 1;

    public CancellationToken GivenUp => CancellationToken.None;

    /// <summary>Runs <paramref name="mode"/>; what ends it early is raised where it goes through the mode.</summary>
    public void Do(IConcurrencyMode mode)
    {
        try
        {
            mode.DownloadMany(this);
        }
        catch (Exception error)
        {
            Note(CodeMark.Raised, new StackTrace(error, fNeedFileInfo: true));
        }
    }

    public Download DownloadOne(Country country) => country.Code == "BR" ? new(country, DownloadStatus.Ok) : throw new DownloadException("HTTP 500");

    public Download DownloadHere(Country country)
    {
        Note(CodeMark.Submitted);
        Note(CodeMark.Running);
        return DownloadOne(country);
    }

    public async Task<Download> DownloadAsync(Country country, SemaphoreSlim slots)
    {
        Note(CodeMark.Submitted);
        Note(CodeMark.Running);
        await Task.Yield();
        return DownloadOne(country);
    }

    public Errand ErrandOf(Country country) => new(country, new Uri(site, $"/flags/{country.Code}/"), TimeSpan.FromSeconds(30), folder, FlagLayout.Flat, "race", "mode");

    public void Received(Download download) => Note(CodeMark.Received);

    // In a catch block the stack tells the line that raised, not the one that is there.
    public void Failed(Country country, Exception error) => Told = true;

    public void Submitted(Future future, object? argument) => Note(CodeMark.Submitted);

    public void Started(Future future, int worker)
    {
    }

    public void Finished(Future future, object? result, Exception? error)
    {
    }

    public void Cancelled(Future future)
    {
    }

    void Note(CodeMark mark) => Note(mark, new StackTrace(fNeedFileInfo: true));

    void Note(CodeMark mark, StackTrace trace)
    {
        var line = trace.GetFrames().First(frame => frame.GetFileName()?.Replace('\\', '/').Contains("/FlagDashboard/Modes/", StringComparison.Ordinal) ?? false);
        Seen.Add((mark, line.GetFileLineNumber()));
    }
}
