using System.Text.RegularExpressions;

namespace FlagDashboard.Tests.Architecture;

/// <summary>Tests that docs/reliability.md names only tests that exist, because a promise without its test is none.</summary>
public partial class ReliabilityDocumentTests
{
    [Fact]
    public void Promises_OfDocument_NameExistingTests()
    {
        var classes = typeof(ReliabilityDocumentTests).Assembly.GetTypes().ToLookup(type => type.Name);
        var named = SourceFiles.Lines(Path.Combine("docs", "reliability.md")).SelectMany(line => TestName().Matches(line)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name =>
        {
            var type = classes[name.Groups["class"].Value];
            Assert.True(type.Any(), $"There is no class {name}.");
            if (name.Groups["test"] is { Success: true, Value: var test })
                Assert.Contains(type, candidate => candidate.GetMethod(test) is not null);
        });
    }

    [GeneratedRegex(@"`(?:\w+/)?(?<class>\w+Tests?)(?:\.(?<test>\w+))?`")]
    private static partial Regex TestName();
}
