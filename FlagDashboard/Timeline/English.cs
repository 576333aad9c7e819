using System.Globalization;

namespace FlagDashboard.Timeline;

/// <summary>Formats texts in English, for logs, the command line, and files that programs read. Independent of the culture.</summary>
public static class English
{
    /// <summary>Formats a template with its arguments. This method has the signature of the delegate <see cref="Translate"/>.</summary>
    public static string Format(string template, params object[] arguments) =>
        arguments.Length == 0 ? template : string.Format(CultureInfo.InvariantCulture, template, arguments);
}
