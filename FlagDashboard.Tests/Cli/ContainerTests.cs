using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using FlagDashboard.Tests.Flags;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlagDashboard.Tests.Cli;

/// <summary>
/// Builds the container image into a file. A registry of the test has a small base image in place of that of ASP.NET Core, so that no
/// network is needed.
/// </summary>
[Collection("Published")]
public sealed class ContainerTests : IDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PublishContainer_WithBaseImage_BuildsDocumentedImage()
    {
        var archive = Path.Combine(_folder.Path, "flags.tar.gz");
        await using (var registry = await StartRegistry())
        {
            using var publish = Process.Start(new ProcessStartInfo(
                "dotnet",
                [
                    "publish", Product.Project, "--no-build", "--nologo", "-v", "q", "-c", Product.Configuration, "/t:PublishContainer",
                    $"-p:ContainerArchiveOutputPath={archive}",
                    $"-p:ContainerBaseImage=localhost:{new Uri(registry.Urls.Single()).Port}/base:1",
                ])
            {
                RedirectStandardOutput = true,
            })!;
            var output = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).Guarded();
            await publish.WaitForExitAsync(TestContext.Current.CancellationToken).Guarded();
            Assert.True(publish.ExitCode == 0, output);
        }

        var config = (await ReadConfig(archive)).GetProperty("config");
        Assert.Equal("8080/tcp", Assert.Single(config.GetProperty("ExposedPorts").EnumerateObject()).Name);
        // The port and the user are those of the base image. All that the dashboard writes is in the folder of that user.
        Assert.Equal(
            ["ASPNETCORE_HTTP_PORTS=8080", "FLAGDASHBOARD_Downloads=/home/app/downloads", "FLAGDASHBOARD_data=/home/app/data"],
            config.GetProperty("Env").EnumerateArray().Select(variable => variable.GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("1654", config.GetProperty("User").GetString());
        Assert.Equal(
            ["dotnet", "/app/FlagDashboard.dll"],
            config.GetProperty("Entrypoint").EnumerateArray().Select(argument => argument.GetString()));
    }

    // The file with the configuration is the only one beside the layers and the manifest.
    private static async Task<JsonElement> ReadConfig(string archive)
    {
        await using var file = File.OpenRead(archive);
        await using var tar = new TarReader(file);
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            if (entry.Name.EndsWith(".json", StringComparison.Ordinal) && entry.Name != "manifest.json")
            {
                return await JsonSerializer.DeserializeAsync<JsonElement>(
                    entry.DataStream!, cancellationToken: TestContext.Current.CancellationToken);
            }
        }

        throw new InvalidOperationException("The image has no configuration.");
    }

    private static async Task<WebApplication> StartRegistry()
    {
        var layer = new MemoryStream();
        await using (var tar = new TarWriter(layer, leaveOpen: true))
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "home/"), TestContext.Current.CancellationToken);
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(layer.ToArray());
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { User = "1654", Env = new[] { "ASPNETCORE_HTTP_PORTS=8080" } },
            rootfs = new { type = "layers", diff_ids = new[] { DigestOf(layer.ToArray()) } },
            history = new[] { new { created_by = "test" } },
        });
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = Descriptor("application/vnd.docker.container.image.v1+json", config),
            layers = new[] { Descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip", packed.ToArray()) },
        });
        var blobs = new[] { config, packed.ToArray() }.ToDictionary(DigestOf);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var registry = builder.Build();
        registry.Run(context =>
        {
            var last = context.Request.Path.Value!.Split('/')[^1];
            var (body, type) = blobs.TryGetValue(last, out var blob) ? (blob, "application/octet-stream") : (manifest, ManifestType);
            context.Response.ContentType = type;
            context.Response.ContentLength = body.Length;
            context.Response.Headers["Docker-Content-Digest"] = DigestOf(body);
            return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body).AsTask();
        });
        await registry.StartAsync(TestContext.Current.CancellationToken);
        return registry;
    }

    private static object Descriptor(string mediaType, byte[] blob) => new { mediaType, size = blob.Length, digest = DigestOf(blob) };

    private static string DigestOf(byte[] blob) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(blob))}";
}
