using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>Writes the texts of exported files in the language that was asked for. Thread-safe.</summary>
/// <param name="into">Returns the texts of a language.</param>
/// <param name="experiments">The experiments, which have facts and conclusions.</param>
internal sealed class RaceTexts(TranslateInto into, ExperimentRegistry experiments)
{
    /// <summary>Finds a language; false if there is none with that tag.</summary>
    /// <param name="tag">A tag of <see cref="Languages.All"/>; null for the language of the request.</param>
    /// <param name="language">The language.</param>
    public bool TryRead(string? tag, [NotNullWhen(true)] out FileLanguage? language)
    {
        var known = tag is null ? Languages.Of(CultureInfo.CurrentUICulture) : Languages.Find(tag);
        language = known is null ? null : known == FileLanguage.English.Tag ? FileLanguage.English : new(known, into(known));
        return language is not null;
    }

    /// <summary>The texts about a race.</summary>
    public RaceDescription Of(RaceState race, FileLanguage language) =>
        new(race, language, experiments.FactsOf(race), experiments.VerdictOf(race));
}
