namespace FlagDashboard.Flags;

/// <summary>The address pattern of a remote site, in which <c>{cc}</c> stands for the lower-case country code. Immutable.</summary>
public sealed class RemoteUrlTemplate
{
    private const string CodePlaceholder = "{cc}";

    private readonly string _display;
    private readonly string _pattern;

    private RemoteUrlTemplate(string display, string pattern) => (_display, _pattern) = (display, pattern);

    /// <summary>Returns the address of the flag for a lower-case code.</summary>
    public Uri AddressOf(string cc) => new(_pattern.Replace(CodePlaceholder, cc, StringComparison.Ordinal));

    /// <summary>Returns the pattern as it was configured, without a user name and password.</summary>
    public override string ToString() => _display;

    /// <summary>Parses a pattern. An address without <c>{cc}</c> is a folder that contains <c>{cc}/{cc}.png</c>.</summary>
    /// <exception cref="FormatException">The text is not an http or https address.</exception>
    public static RemoteUrlTemplate Parse(string text)
    {
        var pattern = text.Contains(CodePlaceholder, StringComparison.Ordinal) ? text
            : $"{text.TrimEnd('/')}/{CodePlaceholder}/{CodePlaceholder}.png";
        return !text.Any(char.IsControl)
            && Uri.TryCreate(pattern.Replace(CodePlaceholder, "cc", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            ? new(uri.UserInfo.Length > 0 ? MaskCredentials(text) : text, pattern)
            : throw new FormatException($"“{MaskCredentials(text)}” is no http or https address.");
    }

    // Replaces the user name and password in an address with ***, so that messages do not reveal them. In a malformed address, the password
    // may itself contain “@”, so everything up to the last “@” is replaced.
    private static string MaskCredentials(string text)
    {
        var end = text.LastIndexOf('@');
        var start = text.IndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes && slashes < end ? slashes + 2 : 0;
        return end < 0 ? text : $"{text[..start]}***{text[end..]}";
    }
}
