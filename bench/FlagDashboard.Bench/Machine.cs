using System.Runtime.InteropServices;

namespace FlagDashboard.Bench;

/// <summary>Describes the machine of the measurement.</summary>
internal static class Machine
{
    public static string Describe() => string.Join(", ",
        $"{Environment.ProcessorCount} processors ({Processor})",
        $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB",
        System,
        RuntimeInformation.FrameworkDescription,
        PythonBaseline.Version ?? "no Python, so its rows are left out",
        $"load before: {Load}");

    private static string Processor =>
        OperatingSystem.IsLinux() && File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':') + 1)..].Trim()
        : $"{RuntimeInformation.ProcessArchitecture}";

    private static string System => OperatingSystem.IsLinux() && File.Exists("/etc/os-release")
        ? File.ReadLines("/etc/os-release").First(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))[12..].Trim('"')
        : RuntimeInformation.OSDescription;

    private static string Load => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
