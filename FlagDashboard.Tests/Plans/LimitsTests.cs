using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;
using Microsoft.Extensions.Configuration;

namespace FlagDashboard.Tests.Plans;

public class LimitsTests
{
    private static Limits Read(params (string Name, string Value)[] settings) => Limits.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());

    [Fact]
    public void Read_NoSettings_ReturnsDefaults() => Assert.Equal(Limits.Default, Read(("MaxRunning", "7"), ("Limits:MaxKept", "")));

    [Fact]
    public void Read_EachLimit_ChangesOnlyThatLimit() => Assert.All(Limits.All, limit =>
    {
        foreach (var value in (int[])[limit.Min, limit.Max])
            Assert.Equal(
                limit.With(Limits.Default, value),
                Read(($"Limits:{limit.ConfigurationKey.ToUpperInvariant()}", value.ToString(CultureInfo.InvariantCulture))));
        Assert.InRange(limit.Get(Limits.Default), limit.Min, limit.Max);
        Assert.Equal(limit.Min, limit.Get(limit.With(Limits.Default, limit.Min)));
    });

    [Fact]
    public void Read_ValueOutOfRange_ThrowsWithAllowedRange() => Assert.All(Limits.All, limit =>
    {
        foreach (var value in (string[])[$"{limit.Min - 1L}", $"{limit.Max + 1L}", $"{limit.Max * 10L}", "x", "1.5", "1e3", " 5"])
        {
            var refused = Assert.Throws<InvalidConfigurationException>(() => Read(($"Limits:{limit.ConfigurationKey}", value)));
            Assert.EndsWith(
                string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {limit.Min} to {limit.Max}."),
                refused.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Read_UnknownLimit_IsRefused() => Assert.StartsWith(
        "Limits:MaxRace: there is no such setting",
        Assert.Throws<InvalidConfigurationException>(() => Read(("Limits:MaxRace", "1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Documentation_Table_HasEveryLimitWithItsDefaultAndRange()
    {
        var documentation = File.ReadAllText(Path.Combine(WebRoot.Folder, "..", "docs", "limits.md"));
        Assert.All(Limits.All, limit => Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| `{limit.ConfigurationKey}` | {limit.Get(Limits.Default):N0} | {limit.Min:N0} to {limit.Max:N0} |"),
            documentation, StringComparison.Ordinal));
    }
}
