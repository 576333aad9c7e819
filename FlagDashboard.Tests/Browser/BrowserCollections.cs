namespace FlagDashboard.Tests.Browser;

// Browser tests wait most of the time. Two groups, each with its own server and its own Chromium, halve that time. More groups would only
// slow each other down.

/// <summary>The browser tests that watch races. They run one after another.</summary>
[CollectionDefinition]
public sealed class RacesInBrowser : ICollectionFixture<BrowserFixture>;

/// <summary>The browser tests of pages and their layout. They run one after another.</summary>
[CollectionDefinition]
public sealed class PagesInBrowser : ICollectionFixture<BrowserFixture>;
