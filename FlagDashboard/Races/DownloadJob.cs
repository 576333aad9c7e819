using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>One download as a value: all that a process needs that shares nothing with this one.</summary>
/// <param name="Country">Whose flag.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Timeout">For the whole download.</param>
/// <param name="Root">Where flags are saved.</param>
/// <param name="Layout">How they are arranged there.</param>
/// <param name="Race">For which race.</param>
/// <param name="Mode">For which of its runs.</param>
public sealed record DownloadJob(Country Country, Uri Address, TimeSpan Timeout, string Root, FlagLayout Layout, string Race, string Mode)
{
    private static FlagClient? _client;

    /// <summary>Downloads and saves the flag, blocking the calling thread.</summary>
    /// <exception cref="DownloadException">The site failed; the message says how.</exception>
    /// <exception cref="SaveException">The flag came, and could not be saved.</exception>
    public static Download Execute(DownloadJob job)
    {
        // One client for all jobs of the process: they are of one race.
        var client = LazyInitializer.EnsureInitialized(ref _client, () => new FlagClient(job.Timeout));
        var file = client.Get(job.Address, CancellationToken.None);
        if (!file.Found)
            return new Download(job.Country, Outcome.NotFound);

        var saved = new FlagStore(job.Root, job.Layout).Save(job.Race, job.Mode, job.Country.Code, file.Bytes, file.Extension);
        return new Download(job.Country, Outcome.Ok, saved.Bytes, saved.Image, saved.Path);
    }

    /// <summary>The country's code: it stands for the job in a future's text.</summary>
    public override string ToString() => Country.Code;
}
