using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>A small race that shows one thing. One file per experiment; the code is meant to be read by students.</summary>
public interface IExperiment
{
    /// <summary>What people see of it.</summary>
    ExperimentCard Card { get; }

    /// <summary>Its settings.</summary>
    IReadOnlyList<Setting> Settings { get; }

    /// <summary>Interesting settings, each with a name, as a query without its question mark.</summary>
    IReadOnlyList<(string Title, string Query)> Presets => [];

    /// <summary>Whether its lanes have a row per future when it opens; otherwise they have one per worker.</summary>
    bool ByFuture => false;

    /// <summary>Whether its runs do the same work, so that a table may compare their times.</summary>
    bool Compares => false;

    /// <summary>What a finished race of it showed, in one or two sentences for people, with the numbers of this race.</summary>
    string Conclusion(RaceState race);

    /// <summary>Starts a race of it.</summary>
    /// <param name="settings">Settings without a problem.</param>
    /// <exception cref="PlanRefusedException">Too many races are running.</exception>
    Race Start(Settings settings);
}
