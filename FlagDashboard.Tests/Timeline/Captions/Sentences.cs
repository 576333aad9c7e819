using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

/// <summary>Captions as plain English, with futures by their labels and times in ms.</summary>
internal static class Sentences
{
    public static string Text(this Caption caption) =>
        string.Format(CultureInfo.InvariantCulture, caption.Template, [.. caption.Arguments.Select(Word)]);

    /// <summary>What a rule has to say of a race.</summary>
    public static string[] Told(this RaceState race, string rule) => [.. race.Found(rule).Select(Text)];

    public static IEnumerable<Caption> Found(this RaceState race, string rule) =>
        FlagDashboard.Timeline.Captions.FindAll(race).Select(found => found.Caption).Where(caption => caption.RuleId == rule);

    /// <summary>The bars that a caption names, as run:future.</summary>
    public static string Bars(this Caption caption) =>
        string.Join(' ', caption.Evidence.Bars.Select(bar => $"{bar.RunIndex}:{bar.FutureOrPhaseNumber}"));

    private static string Word(object argument) => argument switch
    {
        FutureRecord future => future.Label,
        ModeInfo mode => mode.Title,
        DurationArg lasting => lasting.Ms.ToString("0.###", CultureInfo.InvariantCulture) + " ms",
        Quantity quantity => quantity.ToString(),
        _ => Convert.ToString(argument, CultureInfo.InvariantCulture)!,
    };
}
