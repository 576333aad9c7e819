using FlagDashboard.Flags;
using FlagDashboard.Futures;

namespace FlagDashboard.Races;

/// <summary>Gets a flag from the race's site and saves it for its run.</summary>
internal sealed class Downloader(FlagClient client, FlagStore store, FlagSite site, string race, string mode, CancellationToken givenUp)
{
    /// <summary>Gives up what is running.</summary>
    public CancellationToken GivenUp => givenUp;

    /// <summary>Blocks the calling thread until the flag is saved.</summary>
    public Download Get(Country country) => Keep(country, client.Get(site.AddressOf(country.Code), givenUp));

    /// <summary>The same without blocking while the site is waited for.</summary>
    public async Task<Download> GetAsync(Country country) =>
        Keep(country, await client.GetAsync(site.AddressOf(country.Code), givenUp));

    /// <summary>The same for another process.</summary>
    public Errand ErrandOf(Country country) => new(country, site.AddressOf(country.Code), client.Timeout, store.Root, store.Layout, race, mode);

    /// <summary>Takes in what another process has downloaded, so that it is served from here; leaves anything else as it is.</summary>
    public Download Learn(Download download) => download is { Image: { } image, File: { } file }
        ? download with { Image = store.Learn(image, file) }
        : download;

    /// <summary>The same of a flag that another process could not save.</summary>
    public void Learn(Exception error)
    {
        if (error is RemoteException remote && remote.RemoteType == typeof(SaveException).FullName)
            store.Learn(SaveException.Again(remote.RemoteMessage));
    }

    private Download Keep(Country country, FlagFile file)
    {
        if (file.Status != DownloadStatus.Ok)
            return new Download(country, file.Status);

        var saved = store.Save(race, mode, country.Code, file.Bytes, file.Extension);
        return new Download(country, DownloadStatus.Ok, saved.Bytes, saved.Image);
    }
}
