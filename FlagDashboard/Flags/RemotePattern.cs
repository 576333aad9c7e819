namespace FlagDashboard.Flags;

/// <summary>Where a remote site keeps its flags: an address in which <c>{cc}</c> stands for the lower-case code.</summary>
public sealed class RemotePattern
{
    private const string Code = "{cc}";

    private readonly string _given;
    private readonly string _pattern;

    private RemotePattern(string given, string pattern) => (_given, _pattern) = (given, pattern);

    /// <summary>Where the flag of a lower-case code is.</summary>
    public Uri AddressOf(string cc) => new(_pattern.Replace(Code, cc, StringComparison.Ordinal));

    /// <summary>The address as it was given.</summary>
    public override string ToString() => _given;

    /// <summary>Reads a pattern; an address without <c>{cc}</c> is the folder of <c>{cc}/{cc}.png</c>.</summary>
    /// <exception cref="FormatException">It is no http or https address.</exception>
    public static RemotePattern Parse(string text)
    {
        var pattern = text.Contains(Code, StringComparison.Ordinal) ? text : $"{text.TrimEnd('/')}/{Code}/{Code}.png";
        return Uri.TryCreate(pattern.Replace(Code, "cc", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            ? new(text, pattern)
            : throw new FormatException($"“{text}” is no http or https address.");
    }
}
