using System.Globalization;

namespace FlagDashboard.Sharing;

/// <summary>A file that is no log of a race, and why, said for people.</summary>
/// <param name="line">Which line, from 1; 0 for the file as a whole.</param>
/// <param name="template">What is wrong, with {0}, {1} …: the key under which a translation is found.</param>
/// <param name="arguments">What goes into the template.</param>
internal sealed class LogRefusedException(int line, string template, params object[] arguments) : Exception
{
    /// <summary>What to do about it.</summary>
    public const string Advice = "Download the log once more from where the race ran, and import it unchanged.";

    /// <summary>Which line, from 1; 0 for the file as a whole.</summary>
    public int Line => line;

    /// <summary>What is wrong, as a template.</summary>
    public string Template => template;

    /// <summary>What goes into it.</summary>
    public object[] Arguments => arguments;

    /// <summary>Whether it is too large to be read at all.</summary>
    public bool TooLarge { get; init; }

    /// <inheritdoc/>
    public override string Message
    {
        get
        {
            var wrong = string.Format(CultureInfo.InvariantCulture, template, arguments);
            return $"{(line > 0 ? $"Line {line.ToString(CultureInfo.InvariantCulture)}: " : "")}{wrong} {Advice}";
        }
    }
}
