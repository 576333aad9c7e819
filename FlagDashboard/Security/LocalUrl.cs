namespace FlagDashboard.Security;

/// <summary>Recognises addresses of this server, so that nobody can lead a browser to a foreign site by one.</summary>
internal static class LocalUrl
{
    /// <summary>
    /// Whether a browser reads the address as one of this server. It reads an address that begins with // or /\ as one of another host.
    /// </summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);

    /// <summary>
    /// Returns the address with every character escaped that a header cannot contain; null unless it is one of this server.
    /// </summary>
    public static string? Escape(string? address)
    {
        if (!IsLocal(address) || !Uri.TryCreate($"http://localhost{address}", UriKind.Absolute, out var absolute))
            return null;
        var escaped = absolute.PathAndQuery + absolute.Fragment;
        // Uri removes segments such as /./, after which the rest may begin with //.
        return IsLocal(escaped) ? escaped : null;
    }
}
