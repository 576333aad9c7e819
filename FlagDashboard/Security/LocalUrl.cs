namespace FlagDashboard.Security;

/// <summary>Recognises local URLs, so that no link or redirect can lead a browser to another site.</summary>
internal static class LocalUrl
{
    /// <summary>
    /// Whether a browser treats the address as a path on this server. An address that begins with // or /\ leads to another host.
    /// </summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);

    /// <summary>Escapes the characters of a local address that a header cannot contain. Returns null if the address is not local.</summary>
    public static string? EscapeForHeader(string? address)
    {
        if (!IsLocal(address) || !Uri.TryCreate($"http://localhost{address}", UriKind.Absolute, out var absolute))
            return null;
        var escaped = absolute.PathAndQuery + absolute.Fragment;
        // Uri has removed segments such as /./ from the path. The remaining path may begin with //, which leads to another host. The
        // address is therefore checked again.
        return IsLocal(escaped) ? escaped : null;
    }
}
