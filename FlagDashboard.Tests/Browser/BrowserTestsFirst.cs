using FlagDashboard.Tests.Browser;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer<BrowserTestsFirst>]

namespace FlagDashboard.Tests.Browser;

/// <summary>
/// Starts the groups of browser tests before all other tests, the longest first. A group takes minutes: if it started last, it would run
/// alone at the end, and the other processors would have nothing to do.
/// </summary>
public sealed class BrowserTestsFirst : ITestCollectionOrderer
{
    private static readonly string?[] LongestLast =
        [typeof(TimelinesInBrowser).FullName, typeof(RacesInBrowser).FullName, typeof(PagesInBrowser).FullName];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        // All other tests have the index -1.
        [.. testCollections.OrderByDescending(tests => Array.IndexOf(LongestLast, tests.TestCollectionClassName))];
}
