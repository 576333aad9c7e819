namespace FlagDashboard.Tests.Browser;

/// <summary>The browser tests of pages and their layout. They run one after another, beside <see cref="RacesInBrowser"/>.</summary>
[CollectionDefinition]
public sealed class PagesInBrowser : ICollectionFixture<BrowserFixture>;
