namespace FlagDashboard.Tests.Browser;

/// <summary>
/// The browser tests that watch races. They run one after another, beside those of <see cref="PagesInBrowser"/>: browser tests wait most
/// of the time, and each group has a server and a Chromium of its own. More groups would only slow each other down.
/// </summary>
[CollectionDefinition]
public sealed class RacesInBrowser : ICollectionFixture<BrowserFixture>;
