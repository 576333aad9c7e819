using FlagDashboard.Flags;

namespace FlagDashboard.Races;

/// <summary>Gets a flag from the race's site and saves it for its run.</summary>
internal sealed class Downloader(FlagClient client, FlagStore store, FlagSite site, string race, string mode, CancellationToken givenUp)
{
    /// <summary>Blocks the calling thread until the flag is saved.</summary>
    public Download Get(Country country) => Keep(country, client.Get(site.AddressOf(country.Code), givenUp));

    /// <summary>The same without blocking while the site is waited for.</summary>
    public async Task<Download> GetAsync(Country country) =>
        Keep(country, await client.GetAsync(site.AddressOf(country.Code), givenUp));

    private Download Keep(Country country, FlagFile file)
    {
        if (file.Status != DownloadStatus.Ok)
            return new Download(country, file.Status);

        var saved = store.Save(race, mode, country.Code, file.Bytes, file.Extension);
        return new Download(country, DownloadStatus.Ok, saved.Bytes, saved.Image);
    }
}
