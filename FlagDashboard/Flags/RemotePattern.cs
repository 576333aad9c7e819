namespace FlagDashboard.Flags;

/// <summary>The address pattern of a remote site, in which <c>{cc}</c> stands for the lower-case country code. Immutable.</summary>
public sealed class RemotePattern
{
    private const string Code = "{cc}";

    private readonly string _given;
    private readonly string _pattern;

    private RemotePattern(string given, string pattern) => (_given, _pattern) = (given, pattern);

    /// <summary>Returns the address of the flag for a lower-case code.</summary>
    public Uri AddressOf(string cc) => new(_pattern.Replace(Code, cc, StringComparison.Ordinal));

    /// <summary>Returns the pattern as it was configured.</summary>
    public override string ToString() => _given;

    /// <summary>Parses a pattern. An address without <c>{cc}</c> is a folder that contains <c>{cc}/{cc}.png</c>.</summary>
    /// <exception cref="FormatException">The text is not an http or https address.</exception>
    public static RemotePattern Parse(string text)
    {
        var pattern = text.Contains(Code, StringComparison.Ordinal) ? text : $"{text.TrimEnd('/')}/{Code}/{Code}.png";
        return Uri.TryCreate(pattern.Replace(Code, "cc", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            ? new(text, pattern)
            : throw new FormatException($"“{text}” is no http or https address.");
    }
}
