using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Browser;

/// <summary>The page shows races whatever stands between a visitor and the server, because it reads them in the server's process.</summary>
[Collection<RacesInBrowser>]
public sealed class OwnAddressTests(BrowserFixture browser)
{
    private async Task AssertRaceIsShown(Uri address)
    {
        await using var visitor = await browser.NewVisitor(address);
        await visitor.GoTo("/?modes=async&cc=BR,DE&delay=40&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.WaitForFlags("async", 2);
    }

    /// <summary>Browsers resolve every name below localhost to this machine.</summary>
    [Fact]
    public async Task Race_ProxyThatDoesNotAnswerAndAllowedHosts_IsShownByEveryName()
    {
        await using var server = await DashboardProcess.Start(
            ("HTTP_PROXY", "http://127.0.0.1:1"), ("http_proxy", "http://127.0.0.1:1"), ("ALL_PROXY", "http://127.0.0.1:1"),
            ("FLAGDASHBOARD_AllowedHosts", "flags.localhost"));
        await AssertRaceIsShown(server.Address);
        await AssertRaceIsShown(new UriBuilder(server.Address) { Host = "flags.localhost" }.Uri);
    }

    [Fact]
    public async Task Race_SelfSignedCertificate_IsShown()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=another-name", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(folder.Path, "certificate.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "x"), TestContext.Current.CancellationToken);
        await using var server = await DashboardProcess.StartAt(
            "https://127.0.0.1:0",
            ("FLAGDASHBOARD_Kestrel__Certificates__Default__Path", file), ("FLAGDASHBOARD_Kestrel__Certificates__Default__Password", "x"));
        await AssertRaceIsShown(server.Address);
    }
}
