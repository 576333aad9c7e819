using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>Translates the texts of an exported race into the requested language. Thread-safe.</summary>
/// <param name="into">Creates the translator of a language.</param>
/// <param name="experiments">The experiments. The texts of a race that an experiment started come from that experiment.</param>
internal sealed class RaceDescriptionFactory(TranslateFactory into, ExperimentRegistry experiments)
{
    /// <summary>Finds the requested language. Returns false if the product has no translation for <paramref name="tag"/>.</summary>
    /// <param name="tag">A language tag of <see cref="InterfaceLanguages.All"/>; null for the language of the current request.</param>
    /// <param name="language">The language that was found.</param>
    public bool TryRead(string? tag, [NotNullWhen(true)] out ExportLanguage? language)
    {
        var known = tag is null ? InterfaceLanguages.Of(CultureInfo.CurrentUICulture) : InterfaceLanguages.FindExact(tag);
        language = known is null ? null : known == ExportLanguage.English.Tag ? ExportLanguage.English : new(known, into(known));
        return language is not null;
    }

    /// <summary>Creates the description of a race: its title, facts and results in one language.</summary>
    public RaceDescription Of(RaceState race, ExportLanguage language) =>
        new(race, language, experiments.DescribeSettings(race), experiments.VerdictOf(race));
}
