using System.Globalization;

namespace FlagDashboard.Sharing;

/// <summary>A file cannot be imported. The message is meant for people.</summary>
/// <param name="line">The line with the error, from 1; 0 if the error concerns the whole file.</param>
/// <param name="template">The description of the error with placeholders {0}, {1} …; the key of its translations.</param>
/// <param name="arguments">The values of the placeholders.</param>
internal sealed class ImportRefusedException(int line, string template, params object[] arguments) : Exception
{
    /// <summary>The advice at the end of a message about a log.</summary>
    public const string DefaultRemedy = "Download the log again from the server that ran the race, and import it unchanged.";

    /// <summary>What to do about the error; the key of its translations. By default <see cref="DefaultRemedy"/>.</summary>
    public string Remedy { get; init; } = DefaultRemedy;

    /// <summary>The line with the error, from 1; 0 if the error concerns the whole file.</summary>
    public int Line => line;

    /// <summary>The description of the error with placeholders; the key of its translations.</summary>
    public string Template => template;

    /// <summary>The values of the placeholders.</summary>
    public object[] Arguments => arguments;

    /// <summary>Whether the file is larger than the limit.</summary>
    public bool IsFileTooLarge { get; init; }

    /// <inheritdoc/>
    public override string Message
    {
        get
        {
            var description = string.Format(CultureInfo.InvariantCulture, template, arguments);
            return $"{(line > 0 ? $"Line {line.ToString(CultureInfo.InvariantCulture)}: " : "")}{description} {Remedy}";
        }
    }
}
