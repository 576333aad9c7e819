using System.Text.RegularExpressions;
using FlagDashboard.Modes;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Architecture;

/// <summary>Code outside Modes/ decides by the facts of a mode, never by its id: no string literal there is, or contains, one.</summary>
public partial class ModeIdTests
{
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Log/LegacyModeInfoUpgrader.cs"] = "A log that was written before modes had these facts has nothing but the id.",
        ["Experiments/SimulatedLockExperiment.cs"] = "The ids of the experiment's own lanes, on the wire.",
        ["Experiments/LoopExperiment.cs"] = "The ids of the experiment's own lanes, on the wire.",
        ["Components/Tour/Scene.cs"] = "Links as a person would type them.",
        ["Api/ApiExamples.cs"] = "Examples of what a client sends and gets.",
        ["Observing/ObservationParser.cs"] = "A kind of executor in a recording, on the wire.",
        ["Timeline/Captions/CaptionRules.cs"] = "The ids of two caption rules have the same words.",
        ["Timeline/CodeListing.cs"] = "The keyword async.",
    };

    private static readonly string[] Ids =
        [.. new ServiceCollection().AddModes().BuildServiceProvider().GetServices<IConcurrencyMode>().Select(mode => mode.Info.Id)];

    private static string Product => Path.Combine(Path.GetDirectoryName(WebRoot.Folder)!, "FlagDashboard");

    private static IEnumerable<(string File, string Line)> Lines() =>
        from path in Directory.EnumerateFiles(Product, "*.*", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Product, path).Replace('\\', '/')
        where Path.GetExtension(file) is ".cs" or ".razor"
        where !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
        where !file.StartsWith("Modes/", StringComparison.Ordinal)
        from line in File.ReadLines(path)
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        select (file, line);

    private static IEnumerable<string> Offenders() =>
        from line in Lines()
        from Match literal in Literal().Matches(line.Line)
        where NamesAMode(literal.Groups[1].Value)
        select line.File;

    // In a text with spaces, “sequential” and “async” are ordinary words. An id with a dash is never an ordinary word.
    private static bool NamesAMode(string literal) => Word().Matches(literal)
        .Where(word => Ids.Contains(word.Value))
        .Any(word => word.Value.Contains('-', StringComparison.Ordinal) || !literal.Contains(' ', StringComparison.Ordinal));

    [Fact]
    public void Source_OutsideModes_HasNoModeIdAsAString() =>
        Assert.DoesNotContain(Offenders(), file => !Allowed.ContainsKey(file));

    [Fact]
    public void Source_EveryAllowedFile_StillHasModeId() => Assert.Equal(Allowed.Keys.Order(), Offenders().Distinct().Order());

    [Theory]
    [InlineData("async", true)]
    [InlineData("/?modes=sequential,threads-map", true)]
    [InlineData("for threads-map only", true)]
    [InlineData("an async call", false)]
    [InlineData("threads", false)]
    public void Literal_ContainingModeId_IsDetected(string literal, bool names) => Assert.Equal(names, NamesAMode(literal));

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("[a-z]+(?:-[a-z]+)*")]
    private static partial Regex Word();
}
