namespace FlagDashboard.Flags;

/// <summary>A site that serves flags.</summary>
/// <param name="Id">Which site.</param>
/// <param name="BaseAddress">Where it is; ends with a slash.</param>
/// <param name="Query">What every request tells it; empty or beginning with “?”.</param>
public sealed record FlagSite(SiteId Id, Uri BaseAddress, string Query)
{
    /// <summary>Where the flag of a code is.</summary>
    /// <exception cref="ArgumentException">The code is not two letters: nothing else may become part of an address.</exception>
    public Uri AddressOf(string code)
    {
        if (code is not { Length: 2 } || !code.All(char.IsAsciiLetter))
            throw new ArgumentException("A country code is two letters.", nameof(code));
        var cc = code.ToLowerInvariant();
        return new Uri(BaseAddress, $"flags/{cc}/{cc}.png{Query}");
    }
}
