using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Hubs;

/// <summary>Makes the door of a page on the races of a test.</summary>
internal static class SeriesFixture
{
    /// <summary>The door of a page.</summary>
    public static DownloadService PageOf(RaceFixture track, RaceHistory history, FakeUser user)
    {
        var series = new SeriesRegistry(track.Races, track.Time);
        return new(track.Races, history, series, new(series, track.Races, history), new(Limits.Default), user, track.Time);
    }
}
