using FlagDashboard.Flags;
using Microsoft.Extensions.Configuration.Memory;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace FlagDashboard;

/// <summary>
/// Exports metrics and traces by OTLP, if the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector. Otherwise no exporter
/// exists, and the instruments cost next to nothing. The other variables of OpenTelemetry, such as <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, are
/// honoured too.
/// </summary>
internal static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Prefix = "OTEL_";

    // The meters of this program, and those of .NET: circuits, render batches, connections, requests, the garbage collector.
    private static readonly string[] Meters =
    [
        "FlagDashboard.*", "Microsoft.AspNetCore.Components.*", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    /// <summary>Adds the exporter, if one is configured.</summary>
    /// <exception cref="InvalidConfigurationException">The endpoint is not an http or https address.</exception>
    public static void UseTelemetry(this IHostApplicationBuilder builder)
    {
        AddStandardVariables(builder.Configuration);
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint)
            return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri is not { Scheme: "http" or "https" })
            throw new InvalidConfigurationException($"{Endpoint} is no http or https address. Give one such as http://localhost:4317.");
        AddExporter(builder.Services, builder.Configuration["OTEL_SERVICE_NAME"] ?? "FlagDashboard");
    }

    // Adds the environment variables of OpenTelemetry to the configuration. By default, the configuration contains only variables with this
    // program's own prefix. The variables go first, so that every other source overrides them.
    private static void AddStandardVariables(IConfigurationManager configuration)
    {
        var variables = new Dictionary<string, string?>
        {
            // By default, OpenTelemetry waits 10 s at shutdown for a collector that does not answer. The server has to end within 2 s.
            ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000",
        };
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith(Prefix, StringComparison.Ordinal))
                variables[name] = (string?)variable.Value;
        }

        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = variables });
    }

    // OpenTelemetry is used only in this method, so the runtime loads its assemblies only if data is exported. HTTP requests are not
    // traced, because a trace contains the URL, and the URL that signs the presenter in contains a secret token.
    private static void AddExporter(IServiceCollection services, string serviceName) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService(serviceName))
        .WithMetrics(metrics => metrics.AddMeter(Meters))
        .WithTracing(tracing => tracing.AddSource("FlagDashboard.*"))
        .UseOtlpExporter();
}
