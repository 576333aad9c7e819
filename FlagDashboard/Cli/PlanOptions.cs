using System.CommandLine;
using System.Globalization;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>
/// The options of the command <c>download</c> that set fields of the plan. They are generated from <see cref="PlanFields"/>.
/// </summary>
internal sealed class PlanOptions
{
    private readonly IReadOnlyDictionary<PlanField, Option<string>> _options = PlanFields.All
        .Where(field => field.CommandLineOption is not null)
        .ToDictionary(field => field, field => OptionOf(field, field.CommandLineOption!));

    /// <summary>The options, in the order of the fields in <see cref="PlanFields.All"/>.</summary>
    public IEnumerable<Option> All => _options.Values;

    /// <summary>Returns the text of each option that the user typed, by the field that the option sets.</summary>
    public IReadOnlyDictionary<PlanField, string> Read(ParseResult parsed) => _options
        .Select(option => (Field: option.Key, Text: parsed.GetValue(option.Value)))
        .Where(typed => typed.Text is not null)
        .ToDictionary(typed => typed.Field, typed => typed.Text!);

    private static Option<string> OptionOf(PlanField field, CommandLineOption option) =>
        CliOption.TextOption(option.ValueName, HelpOf(field, option.Default ?? field.DefaultText), option.Name, [.. option.Aliases]);

    // Returns the help text of a command-line option that sets a field of the plan. A few options need a text of their own, because their
    // range or default differs from the same field on the web page.
    private static string HelpOf(PlanField field, string byDefault) =>
        field == PlanFields.Modes ? $"How to download: a mode that the command modes lists ({DownloadArguments.DefaultMode})."
        : field == PlanFields.Workers ? WorkerCountResolver.MaxReqHelp
        : field == PlanFields.Site ? "LOCAL (no delay), DELAY (0.5 to 5 s), ERROR (as slow as DELAY, and a quarter fails) or REMOTE. "
            + "LOCAL, unless another option needs a slower site."
        : field == PlanFields.JitterMs ? $"{field.Help} {byDefault} by default, or 0 if --delay is given."
        : field.Min is null ? $"{field.Help} {byDefault} by default."
        : string.Create(CultureInfo.InvariantCulture, $"{field.Help} From {field.Min} to {field.Max}; {byDefault} by default.");
}
