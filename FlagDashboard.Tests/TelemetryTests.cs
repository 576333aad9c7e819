using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using FlagDashboard.Flags;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FlagDashboard.Tests;

public sealed class TelemetryTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static HostApplicationBuilder Builder(string? endpoint)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new(Endpoint, endpoint), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        builder.UseTelemetry();
        return builder;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Services_WithoutEndpoint_HaveNoExporter(string? endpoint)
    {
        var types = Builder(endpoint).Services.Select(service => service.ServiceType).ToList();
        Assert.DoesNotContain(typeof(MeterProvider), types);
        Assert.DoesNotContain(typeof(TracerProvider), types);
        Assert.Contains(typeof(MeterProvider), Builder("http://127.0.0.1:1").Services.Select(service => service.ServiceType));
    }

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("ftp://collector")]
    [InlineData("x")]
    public void Endpoint_NoAddress_IsRefusedAtTheStart(string endpoint) => Assert.StartsWith(
        $"{Endpoint} is no http or https address.", Assert.Throws<InvalidConfigurationException>(() => Builder(endpoint)).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Exporter_WithEndpoint_SendsMetricsAndSpansUnderTheName()
    {
        var sent = new ConcurrentDictionary<string, string>();
        var server = WebApplication.CreateSlimBuilder();
        server.WebHost.UseUrls("http://127.0.0.1:0");
        server.Logging.ClearProviders();
        await using var collector = server.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            sent[context.Request.Path] = Encoding.Latin1.GetString(body.ToArray());
            context.Response.ContentType = "application/x-protobuf";
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        using (var host = Builder(collector.Urls.Single()).Build())
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            host.Services.GetRequiredService<IMeterFactory>().Create(RaceTelemetry.InstrumentationName).CreateCounter<int>(
                "flagdashboard.test").Add(1);
            using var source = new ActivitySource(RaceTelemetry.InstrumentationName);
            source.StartActivity("a span of the test")!.Stop();
            // What is left is sent when the host is disposed.
        }

        Assert.Contains("flagdashboard.test", sent["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("a span of the test", sent["/v1/traces"], StringComparison.Ordinal);
        Assert.All(sent.Values, body => Assert.Contains("FlagDashboard", body, StringComparison.Ordinal));
    }
}
