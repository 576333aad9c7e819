using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>Downloads flags from the race's site, and saves them, for one run. Thread-safe.</summary>
/// <param name="client">The HTTP client that downloads the flags.</param>
/// <param name="store">The store that saves the flags.</param>
/// <param name="site">The site from which the race downloads.</param>
/// <param name="race">The id of the race.</param>
/// <param name="mode">The id of the mode that the run executes.</param>
/// <param name="abortToken">Cancelled when running downloads must stop, because the race was cancelled.</param>
internal sealed class Downloader(
    FlagClient client, FlagStore store, FlagSite site, string race, string mode, CancellationToken abortToken)
{
    /// <summary>Cancelled when running downloads must stop, because the race was cancelled.</summary>
    public CancellationToken AbortToken => abortToken;

    /// <summary>Downloads and saves a flag. Blocks the calling thread.</summary>
    public Download DownloadAndSave(Country country) => Save(country, client.Get(site.AddressOf(country.Code), abortToken));

    /// <summary>Downloads and saves a flag. Blocks no thread while the flag is downloaded.</summary>
    public async Task<Download> DownloadAndSaveAsync(Country country) =>
        Save(country, await client.GetAsync(site.AddressOf(country.Code), abortToken));

    /// <summary>Returns the download of a flag as a value that a worker process can execute.</summary>
    public DownloadCall JobOf(Country country) =>
        new(country, site.AddressOf(country.Code), client.Timeout, store.RootFolder, store.Layout, race, mode);

    /// <summary>
    /// Makes a flag that a worker process has saved available to this server. Returns a flag that this process has saved unchanged.
    /// </summary>
    public Download RegisterWorkerSavedFlag(Download download) => download is { ImageHash: { } image, WorkerSavedPath: { } file }
        ? download with { ImageHash = store.Register(image, file) }
        : download;

    /// <summary>Tells the store that a worker process could not save a flag. Ignores an exception that has any other cause.</summary>
    public void ReportSaveError(Exception error)
    {
        if (error is RemoteException remote && remote.RemoteType == typeof(SaveException).FullName)
            ReportSaveError(SaveException.FromMessage(remote.RemoteMessage));
    }

    /// <summary>Tells the store that another process could not save a flag.</summary>
    public void ReportSaveError(SaveException error) => store.SetLastSaveError(error);

    /// <summary>Returns the path of a flag that another process saves, without the extension of the file.</summary>
    public string FilePathWithoutExtension(Country country) => store.FilePathWithoutExtension(race, mode, country.Code);

    private Download Save(Country country, FlagResponse response)
    {
        if (!response.Found)
            return new Download(country, Outcome.NotFound);

        var saved = store.Save(race, mode, country.Code, response.Bytes, response.Extension);
        return new Download(country, Outcome.Ok, saved.Bytes, saved.ImageHash);
    }
}
