namespace FlagDashboard.Flags;

/// <summary>A site that serves flags.</summary>
/// <param name="Id">The id of the site.</param>
/// <param name="CreateAddress">Returns the address of the flag for a lower-case code.</param>
public sealed record FlagSite(SiteId Id, Func<string, Uri> CreateAddress)
{
    /// <summary>The query parameter with the id of the race that sends the request.</summary>
    public const string RaceParameter = "race";

    /// <summary>The query parameter with the id of the run that sends the request.</summary>
    public const string RunParameter = "run";

    /// <summary>
    /// Returns the site for one run. Addresses of the built-in site then contain the ids of race and run, so that a person can change the
    /// answers for this run. Addresses of a remote site contain neither, so that it learns nothing about the race.
    /// </summary>
    /// <param name="race">The id of the race.</param>
    /// <param name="run">The id of the run.</param>
    public FlagSite ForRun(string race, string run) =>
        Id == SiteId.Remote ? this : this with { CreateAddress = code => WithRun(CreateAddress(code), race, run) };

    /// <summary>Returns the address of the flag for a code, in upper or lower case.</summary>
    /// <exception cref="ArgumentException">The code is not two letters. Other texts must not become part of an address.</exception>
    public Uri AddressOf(string code) => Country.IsWellFormedCode(code)
        ? CreateAddress(code.ToLowerInvariant())
        : throw new ArgumentException("A country code is two letters.", nameof(code));

    private static Uri WithRun(Uri address, string race, string run) => new(
        $"{address.AbsoluteUri}{(address.Query.Length > 0 ? "&" : "?")}{RaceParameter}={Uri.EscapeDataString(race)}"
        + $"&{RunParameter}={Uri.EscapeDataString(run)}");
}
