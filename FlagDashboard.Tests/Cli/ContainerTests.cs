using System.Diagnostics;
using System.Text.Json;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>
/// The properties of the container image. Building it downloads the base image from a registry, so no test does; DashboardTests starts
/// the dashboard with the variable for the port that the base image sets.
/// </summary>
public sealed class ContainerTests
{
    [Fact]
    public async Task Image_Properties_AreThoseThatAreDocumented()
    {
        using var msbuild = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["msbuild", Path.Combine(Product.Project, "FlagDashboard.csproj"), "-getProperty:ContainerRepository,EnableSdkContainerSupport",
            "-getItem:ContainerPort,ContainerEnvironmentVariable"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).Guarded();
        var image = JsonDocument.Parse(output).RootElement;
        Assert.Equal("flagdashboard", image.GetProperty("Properties").GetProperty("ContainerRepository").GetString());
        Assert.NotEqual("false", image.GetProperty("Properties").GetProperty("EnableSdkContainerSupport").GetString());
        var port = Assert.Single(image.GetProperty("Items").GetProperty("ContainerPort").EnumerateArray());
        Assert.Equal("8080", port.GetProperty("Identity").GetString());
        // Everything that the dashboard writes is in one folder, which a volume can keep.
        Assert.All(
            image.GetProperty("Items").GetProperty("ContainerEnvironmentVariable").EnumerateArray(),
            variable => Assert.StartsWith("/home/app/", variable.GetProperty("Value").GetString(), StringComparison.Ordinal));
        Assert.Equal(
            ["FLAGDASHBOARD_data", "FLAGDASHBOARD_Downloads"],
            image.GetProperty("Items").GetProperty("ContainerEnvironmentVariable").EnumerateArray()
                .Select(variable => variable.GetProperty("Identity").GetString()));
    }
}
