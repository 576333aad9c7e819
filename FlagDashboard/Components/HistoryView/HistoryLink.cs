using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Races;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Components.HistoryView;

/// <summary>What is asked of the history as a link: <c>/history?site=delay&amp;from=2026-01-31</c>. What cannot be asked is ignored.</summary>
internal static class HistoryLink
{
    /// <summary>What a race may be from, as in <see cref="HistoryQuery.Site"/>.</summary>
    public static IReadOnlyList<string> Sites { get; } = [.. Enum.GetNames<SiteId>().Select(name => name.ToLowerInvariant()), HistoryQuery.Experiments];

    /// <summary>What a link asks for; null stands for what it does not say.</summary>
    /// <param name="modes">The modes there are.</param>
    /// <param name="here">Where the server is: a day begins there.</param>
    /// <param name="text">As in <see cref="HistoryQuery.Text"/>.</param>
    /// <param name="mode">As in <see cref="HistoryQuery.Mode"/>.</param>
    /// <param name="site">One of <see cref="Sites"/>.</param>
    /// <param name="from">The first day, as yyyy-MM-dd.</param>
    /// <param name="to">The last day, likewise.</param>
    public static HistoryQuery Read(ModeDirectory modes, TimeZoneInfo here, string? text, string? mode, string? site, string? from, string? to) => new()
    {
        Text = text is { Length: > 0 } ? text[..Math.Min(text.Length, HistoryQuery.MaxText)] : null,
        Mode = modes.All.Select(known => known.Info.Id).FirstOrDefault(id => id == mode),
        Site = Sites.FirstOrDefault(known => known == site),
        From = Begin(from, here),
        Before = End(to, here),
    };

    /// <summary>The link of a query, from the root.</summary>
    public static string Of(HistoryQuery query) => QueryHelpers.AddQueryString(
        "/history",
        new Dictionary<string, string?> { ["text"] = query.Text, ["mode"] = query.Mode, ["site"] = query.Site, ["from"] = FirstDay(query), ["to"] = LastDay(query) });

    /// <summary>When a day that is written as yyyy-MM-dd begins; null if it is none, or one of another age.</summary>
    public static DateTimeOffset? Begin(string? day, TimeZoneInfo here) => Midnight(day, 0, here);

    /// <summary>When it ends.</summary>
    public static DateTimeOffset? End(string? day, TimeZoneInfo here) => Midnight(day, 1, here);

    /// <summary>The first day that is asked for, as it is written; null if any may be.</summary>
    public static string? FirstDay(HistoryQuery query) => Written(query.From);

    /// <summary>The last one.</summary>
    public static string? LastDay(HistoryQuery query) => Written(query.Before?.AddDays(-1));

    private static string? Written(DateTimeOffset? midnight) => midnight?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Midnight(string? day, int daysLater, TimeZoneInfo here)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1971 or > 9990)
            return null;
        var midnight = date.AddDays(daysLater).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, here.GetUtcOffset(midnight));
    }
}
