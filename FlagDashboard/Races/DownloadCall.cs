using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>One download, as a value that can be sent to a worker process. Immutable.</summary>
/// <param name="Country">The country whose flag is downloaded.</param>
/// <param name="Address">The address of the flag.</param>
/// <param name="Timeout">The maximum time for the download.</param>
/// <param name="RootFolder">The folder in which flags are saved.</param>
/// <param name="Layout">The arrangement of the files in the folder <paramref name="RootFolder"/>.</param>
/// <param name="RaceId">The id of the race.</param>
/// <param name="Mode">The id of the mode whose run downloads the flag.</param>
public sealed record DownloadCall(
    Country Country, Uri Address, TimeSpan Timeout, string RootFolder, FlagStoreLayout Layout, string RaceId, string Mode)
{
    private static FlagClient? _client;

    /// <summary>Downloads and saves the flag. Blocks the calling thread.</summary>
    /// <exception cref="DownloadException">The site failed. The message gives the reason.</exception>
    /// <exception cref="SaveException">The flag was downloaded but could not be saved.</exception>
    public static Download Execute(DownloadCall job)
    {
        // All jobs of a worker process belong to one race and have one timeout, so they share one client.
        var client = LazyInitializer.EnsureInitialized(ref _client, () => new FlagClient(job.Timeout));
        var file = client.Get(job.Address, CancellationToken.None);
        if (!file.Found)
            return new Download(job.Country, Outcome.NotFound);

        var saved = new FlagStore(job.RootFolder, job.Layout).Save(job.RaceId, job.Mode, job.Country.Code, file.Bytes, file.Extension);
        return new Download(job.Country, Outcome.Ok, saved.Bytes, saved.ImageHash, saved.Path);
    }

    /// <summary>Returns the code of the country. The code becomes the label of the future.</summary>
    public override string ToString() => Country.Code;
}
