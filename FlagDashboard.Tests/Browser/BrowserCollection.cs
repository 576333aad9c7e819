namespace FlagDashboard.Tests.Browser;

/// <summary>Browser tests run one after another: side by side they would only slow each other down.</summary>
[CollectionDefinition("Browser")]
public sealed class BrowserCollection;
