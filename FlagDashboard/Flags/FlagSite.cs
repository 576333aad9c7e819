namespace FlagDashboard.Flags;

/// <summary>A site that serves flags.</summary>
/// <param name="Id">The id of the site.</param>
/// <param name="Address">Returns the address of the flag for a lower-case code.</param>
public sealed record FlagSite(SiteId Id, Func<string, Uri> Address)
{
    /// <summary>Returns the address of the flag for a code, in any case.</summary>
    /// <exception cref="ArgumentException">The code is not two letters. Other texts must not become part of an address.</exception>
    public Uri AddressOf(string code) => Country.IsCode(code)
        ? Address(code.ToLowerInvariant())
        : throw new ArgumentException("A country code is two letters.", nameof(code));
}
