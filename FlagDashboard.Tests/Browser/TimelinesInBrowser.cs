namespace FlagDashboard.Tests.Browser;

/// <summary>The browser tests of the timeline. They run one after another, beside <see cref="RacesInBrowser"/>.</summary>
[CollectionDefinition]
public sealed class TimelinesInBrowser : ICollectionFixture<BrowserFixture>;
