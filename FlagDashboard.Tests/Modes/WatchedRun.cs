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
internal sealed class WatchedRun(Uri site, string folder) : IRunContext
{
    /// <summary>The recorded lines, with the kind of each call.</summary>
    public ConcurrentBag<(FutureStep Mark, int Line)> Seen { get; } = [];

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
            Note(FutureStep.Raised, new StackTrace(error, fNeedFileInfo: true));
        }
    }

    public Download DownloadOne(Country country) =>
        country.Code == "BR" ? new(country, Outcome.Ok) : throw new DownloadException("HTTP 500");

    public Download DownloadInline(Country country)
    {
        Note(FutureStep.Submitted);
        Note(FutureStep.Running);
        return DownloadOne(country);
    }

    public async Task<Download> DownloadAsync(Country country, SemaphoreSlim slots)
    {
        Note(FutureStep.Submitted);
        Note(FutureStep.Running);
        await Task.Yield();
        return DownloadOne(country);
    }

    public DownloadCall JobOf(Country country) =>
        new(country, new Uri(site, $"/flags/{country.Code}/"), TimeSpan.FromSeconds(30), folder, FlagStoreLayout.Flat, "race", "mode");

    public void Received(Download download) => Note(FutureStep.Received);

    // In a catch block, the stack trace names the line that raised instead of the line of the block, so no line is noted.
    public void ReceivedException(Country country, Exception error) => Told = true;

    public void Submitted(Future future, object? argument) => Note(FutureStep.Submitted);

    public void Started(Future future, int worker)
    {
    }

    public void CallEnded(Future future, object? result, Exception? error)
    {
    }

    public void Cancelled(Future future)
    {
    }

    private void Note(FutureStep mark) => Note(mark, new StackTrace(fNeedFileInfo: true));

    private void Note(FutureStep mark, StackTrace trace)
    {
        var line = trace.GetFrames().First(
            frame => frame.GetFileName()?.Replace('\\', '/').Contains("/FlagDashboard/Modes/", StringComparison.Ordinal) ?? false);
        Seen.Add((mark, line.GetFileLineNumber()));
    }
}
