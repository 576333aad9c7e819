using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Describes the settings of a race in one line.</summary>
public static class RaceFactsText
{
    /// <summary>The settings of the race's plan or experiment, or the facts about its program; empty if there are none.</summary>
    /// <param name="race">The race.</param>
    /// <param name="translate">Formats the translation of an English template with its arguments.</param>
    /// <param name="experimentFacts">The facts about the race's experiment; null to use the facts in the log, which are in English.</param>
    public static string Of(RaceState race, Translate translate, Sentence? experimentFacts = null) =>
        race.Plan is { } plan ? Of(plan, WorkersOf(race, plan), translate)
        : race.Program is { } program ? Of(program, translate)
        : experimentFacts?.Localize(translate) ?? race.Definition?.Experiment?.SettingsLine ?? "";

    /// <summary>The settings of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="maxWorkers">The highest number of workers that a run of the plan uses.</param>
    /// <param name="translate">Formats the translation of an English template with its arguments.</param>
    public static string Of(RacePlan plan, int maxWorkers, Translate translate)
    {
        var site = plan.Site switch
        {
            SiteId.Delay => translate("DELAY {0} ± {1} ms, seed {2}", plan.DelayMs, plan.JitterMs, plan.Seed),
            SiteId.Error => translate("ERROR {0:0%}, {1} ± {2} ms, seed {3}", plan.ErrorRate, plan.DelayMs, plan.JitterMs, plan.Seed),
            _ => plan.Site.ToString().ToUpperInvariant(),
        };
        var (flags, workers) = (Quantity.Flags(plan.Countries.Count), Quantity.Workers(maxWorkers));
        return $"{flags.Localize(translate)} · {workers.Localize(translate)} · {site}";
    }

    /// What is known about a recorded program besides its name.
    private static string Of(ProgramInfo program, Translate translate)
    {
        string?[] facts =
        [
            translate("Python {0}", program.PythonVersion),
            program.HasGil switch { true => translate("with a GIL"), false => translate("without a GIL"), null => null },
            // The number of futures is not known before the program has ended. Until then it is 0, and is left out.
            program.Futures > 0 ? Quantity.Futures(program.Futures).Localize(translate) : null,
            program.ExitCode is { } code ? translate("exit code {0}", code) : null,
            program.LostObservations > 0 ? translate("{0} observations lost", program.LostObservations) : null,
            program.LeftOutExecutors > 0
                ? new Quantity(program.LeftOutExecutors, "1 more executor is not shown", "{0} more executors are not shown")
                    .Localize(translate)
                : null,
        ];
        return string.Join(" · ", facts.OfType<string>());
    }

    // Returns the highest number of workers of any run. Before a run starts, only the definition of the race has this number. In an
    // old log, the definition lacks it, so the number in the plan is used.
    private static int WorkersOf(RaceState race, RacePlan plan)
    {
        var used = race.Runs.Max(run => Math.Max(run.Workers, run.Info.RunWorkers ?? 0));
        return Math.Min(used > 0 ? used : plan.Workers, plan.Countries.Count);
    }
}
