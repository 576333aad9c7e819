namespace FlagDashboard.Tests.Browser;

/// <summary>
/// The browser tests that watch races. They run one after another, beside those of <see cref="PagesInBrowser"/> or
/// <see cref="TimelinesInBrowser"/>: browser tests wait most of the time, and each group has a server and a Chromium of its own. As many
/// groups run at once as there are processors.
/// </summary>
[CollectionDefinition]
public sealed class RacesInBrowser : ICollectionFixture<BrowserFixture>;
