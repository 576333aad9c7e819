using System.Globalization;

namespace FlagDashboard.Log;

/// <summary>Thrown for an event that cannot happen in the current state of the race.</summary>
/// <param name="template">The reason in English, with placeholders {0}, {1} …. It is also the key of its translations.</param>
/// <param name="arguments">The values of the placeholders.</param>
public sealed class ImpossibleEventException(string template, params object[] arguments)
    : InvalidOperationException(string.Format(CultureInfo.InvariantCulture, template, arguments))
{
    /// <summary>The reason in English, with placeholders. It is also the key of its translations.</summary>
    public string Template => template;

    /// <summary>The values of the placeholders.</summary>
    public IReadOnlyList<object> Arguments => arguments;
}
