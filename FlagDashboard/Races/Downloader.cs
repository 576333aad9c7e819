using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;

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
    public DownloadJob JobOf(Country country) => new(country, site.AddressOf(country.Code), client.Timeout, store.Root, store.Layout, race, mode);

    /// <summary>Takes in what another process has downloaded, so that it is served from here; leaves anything else as it is.</summary>
    public Download Register(Download download) => download is { Image: { } image, File: { } file }
        ? download with { Image = store.Register(image, file) }
        : download;

    /// <summary>The same of a flag that another process could not save.</summary>
    public void Register(Exception error)
    {
        if (error is RemoteException remote && remote.RemoteType == typeof(SaveException).FullName)
            store.Register(SaveException.Again(remote.RemoteMessage));
    }

    private Download Keep(Country country, FlagResponse file)
    {
        if (!file.Found)
            return new Download(country, Outcome.NotFound);

        var saved = store.Save(race, mode, country.Code, file.Bytes, file.Extension);
        return new Download(country, Outcome.Ok, saved.Bytes, saved.Image);
    }
}
