using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Modes;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Architecture;

/// <summary>Tests which folders may use which others. The table lists all uses that are allowed; the root may use all folders.</summary>
public class FolderKnowledgeTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Futures"] = [],
        ["Security"] = ["Flags", "Plans"],
        ["Flags"] = ["Futures"],
        ["FlagServer"] = ["Flags"],
        ["Plans"] = ["Flags"],
        ["Log"] = ["Plans", "Flags", "Futures"],
        ["Races"] = ["Log", "Plans", "Flags", "Futures"],
        ["Modes"] = ["Races", "Log", "Plans", "Flags", "Futures"],
        ["Timeline"] = ["Log", "Plans", "Flags", "Futures"],
        ["Sharing"] = ["Timeline", "Log", "Plans", "Flags", "Futures"],
        ["Observing"] = ["Races", "Sharing", "Timeline", "Log", "Plans"],
        ["Python"] = ["Modes", "Observing", "Races", "Sharing", "Log", "Plans", "Flags", "Futures"],
        ["History"] = ["Races", "Timeline", "Log", "Plans", "Flags", "Futures"],
        ["Experiments"] = ["Python", "Races", "Timeline", "Log", "Plans", "Flags", "Futures"],
        ["Hubs"] = ["Security", "History", "Experiments", "Races", "Log", "Plans", "Flags", "Futures"],
        ["Classroom"] = ["Security", "Timeline"],
        ["Components"] =
            ["Classroom", "Security", "Hubs", "History", "Observing", "Sharing", "Timeline", "Experiments", "Races", "Log", "Plans",
                "Flags", "Futures"],
        ["Cli"] = ["Modes", "Races", "Timeline", "Log", "Plans", "FlagServer", "Flags", "Futures"],
        ["Api"] =
            ["Security", "History", "Observing", "Sharing", "Experiments", "Races", "Timeline", "Log", "Plans", "Flags", "Futures"],
    };

    private static readonly ISet<(CompiledType Knower, CompiledType Known)> Knowledge =
        CompiledTypes.Knowledge(typeof(RaceState).Assembly.Location);

    private static IEnumerable<string> Folders =>
        Knowledge.Select(pair => pair.Knower.Folder).OfType<string>().Where(folder => folder.Length > 0).Distinct();

    [Fact]
    public void Folders_OfTheProduct_AllHaveARow() => Assert.Equal(MayKnow.Keys.Order(), Folders.Order());

    [Fact]
    public void Folders_EveryType_ReferencesOnlyAllowedFolders() => NobodyBreaksIt(
        from pair in Knowledge
        let knower = pair.Knower.Folder
        let known = pair.Known.Folder
        where !string.IsNullOrEmpty(knower) && known is not null && known != knower
        where !MayKnow.TryGetValue(knower, out var allowed) || !allowed.Contains(known)
        select $"{pair.Knower} knows {pair.Known}");

    [Fact]
    public void Components_EveryType_DoesNotReferenceFlagClient() => NobodyBreaksIt(
        from pair in Knowledge
        where pair.Knower.Folder == "Components" && pair.Known.Name == nameof(FlagClient)
        select $"{pair.Knower} knows {pair.Known}");

    [Fact]
    public void Components_EveryType_DoesNotReferenceRaceRegistryRaceOrHistory() => NobodyBreaksIt(
        from pair in Knowledge
        where pair.Knower.Folder == "Components" && pair.Known.Name is nameof(RaceRegistry) or nameof(Race) or nameof(RaceHistory)
        select $"{pair.Knower} knows {pair.Known}");

    [Fact]
    public void Modes_EveryMode_ReferencesNoOtherMode()
    {
        var modes = Knowledge.Where(pair => pair.Knower.Folder == "Modes" && pair.Known.Name == nameof(IConcurrencyMode))
            .Select(pair => pair.Knower).ToHashSet();
        modes.RemoveWhere(type => type.Name == nameof(ModesSetup));
        Assert.NotEmpty(modes);
        NobodyBreaksIt(
            from pair in Knowledge
            where modes.Contains(pair.Knower) && modes.Contains(pair.Known) && pair.Knower != pair.Known
            select $"{pair.Knower} knows {pair.Known}");
    }

    private static void NobodyBreaksIt(IEnumerable<string> violations) =>
        Assert.Equal("", string.Join(Environment.NewLine, violations.Order()));

    // Checks that the reader of the assembly finds references in signatures, code, lambdas and state machines. Otherwise the rules of the
    // table would pass without finding anything.
    [Theory]
    [InlineData("Sequential", "IConcurrencyMode")]
    [InlineData("ThreadsAsCompleted", "ThreadPoolExecutor")]
    [InlineData("Async", "EventLoop")]
    [InlineData("Async", "Download")]
    [InlineData("RaceHub", "SharedBatches")]
    [InlineData("FlagEndpoint", "Tape")]
    [InlineData("Program", "CoreServices")]
    [InlineData("CoreServices", "ModesSetup")]
    [InlineData("WarmUp", "RaceRegistry")]
    public void References_KnownPairsOfTypes_AreDetected(string knower, string known) =>
        Assert.Contains(Knowledge, pair => pair.Knower.Name == knower && pair.Known.Name == known);
}
