using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>
/// An experiment: a small race that demonstrates one property of futures or of concurrency. Each experiment has one file, which students
/// are meant to read.
/// </summary>
public interface IExperiment
{
    /// <summary>The texts of the experiment.</summary>
    ExperimentTexts Texts { get; }

    /// <summary>The settings of the experiment, in the order in which the page shows them.</summary>
    IReadOnlyList<Setting> Settings { get; }

    /// <summary>Settings that are worth trying, each with a title and a query without its question mark.</summary>
    IReadOnlyList<(string Title, string Query)> Presets => [];

    /// <summary>Whether lanes at first show one row for each future instead of one row for each worker. The default is false.</summary>
    bool ShowsRowPerFutureAtFirst => false;

    /// <summary>Whether all runs do the same work, so that a table may compare their times. The default is false.</summary>
    bool AllRunsDoSameWork => false;

    /// <summary>Whether each run begins when the one before has ended. The default is false.</summary>
    bool StartsRunsInTurn => false;

    /// <summary>About how long the headline and the conclusion of a finished race are. The page keeps room for them.</summary>
    VerdictLength VerdictLength => new(Headline: 40, Conclusion: 170);

    /// <summary>
    /// Returns the source code that a run computes, and then its equivalent in the other language; empty by default.
    /// </summary>
    /// <param name="runId">The id of the run.</param>
    IReadOnlyList<EmbeddedSourceFile> SourcesOf(string runId) => [];

    /// <summary>Says in one or two sentences what a finished race has shown, with the numbers of this race.</summary>
    Sentence DescribeConclusion(RaceState race);

    /// <summary>
    /// Answers the question of the experiment in one sentence, with the numbers of a finished race; null, the default, if the race does not
    /// answer it. The headline of the race then names the fastest runs.
    /// </summary>
    Sentence? DescribeAnswer(RaceState race) => null;

    /// <summary>Describes the settings of a race in one line.</summary>
    /// <param name="settings">Settings without a problem.</param>
    /// <param name="logged">
    /// The experiment as the log of the race describes it. It has facts that are not settings, such as the number of processors. Null for a
    /// race that this server starts now.
    /// </param>
    Sentence DescribeSettings(SettingValues settings, ExperimentInfo? logged = null);

    /// <summary>Starts a race of the experiment.</summary>
    /// <param name="settings">Settings without a problem.</param>
    /// <exception cref="RaceRefusedException">Too many races are running.</exception>
    Race Start(SettingValues settings);
}
