namespace FlagDashboard.Flags;

/// <summary>A site that serves flags.</summary>
/// <param name="Id">Which site.</param>
/// <param name="Address">Where the flag of a lower-case code is.</param>
public sealed record FlagSite(SiteId Id, Func<string, Uri> Address)
{
    /// <summary>Where the flag of a code is.</summary>
    /// <exception cref="ArgumentException">The code is not two letters: nothing else may become part of an address.</exception>
    public Uri AddressOf(string code) => Country.IsCode(code)
        ? Address(code.ToLowerInvariant())
        : throw new ArgumentException("A country code is two letters.", nameof(code));
}
