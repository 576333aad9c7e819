using System.Diagnostics;
using System.Text.Json;

namespace FlagDashboard.Bench;

/// <summary>The time that one repetition took.</summary>
/// <param name="Ms">Elapsed time in ms, measured by the program itself.</param>
/// <param name="CpuMs">Processor time of the process, in ms.</param>
internal readonly record struct Lap(double Ms, double CpuMs);

/// <summary>A program and its arguments. Immutable.</summary>
internal sealed record Command(string File, IReadOnlyList<string> Args)
{
    private bool ImmediateTiering { get; init; }

    private bool NoTieredPgo { get; init; }

    private string Folder { get; init; } = "";

    /// <summary>
    /// Returns the command with immediate tier-up: .NET recompiles a method as soon as it was called often enough. By default, .NET
    /// waits until no new methods are called for a while, which larger programs reach later.
    /// </summary>
    public Command WithImmediateTiering() => this with { ImmediateTiering = true };

    /// <summary>Returns the command without profile-guided optimization, which the product turns off as well.</summary>
    public Command WithoutTieredPgo() => this with { NoTieredPgo = true };

    /// <summary>Returns the command with a folder to run in.</summary>
    public Command In(string folder) => this with { Folder = folder };

    /// <summary>Returns the command with the number of repetitions as its last argument.</summary>
    public Command WithRepetitions(int times) => this with { Args = [.. Args, $"{times}"] };

    /// <summary>The command line for error messages, in which a long argument, such as a list of countries, is cut.</summary>
    public override string ToString() => string.Join(' ', Args.Prepend(File).Select(arg => arg.Length > 100 ? $"{arg[..20]}…" : arg));

    public Process Start()
    {
        // Standard error is not redirected, so that its messages are shown.
        var start = new ProcessStartInfo(File, Args) { RedirectStandardOutput = true, WorkingDirectory = Folder };
        if (ImmediateTiering)
            start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        if (NoTieredPgo)
            start.Environment["DOTNET_TieredPGO"] = "0";
        return ChildProcesses.Start(start);
    }

    /// <summary>
    /// Runs the program to its end. For each repetition, it prints a line of JSON with elapsedMs or wall (in s), and optionally with
    /// cpu (in s).
    /// </summary>
    /// <param name="warmUp">The number of first repetitions that are not counted.</param>
    /// <exception cref="CannotMeasureException">The program has failed.</exception>
    public async Task<IReadOnlyList<Lap>> MeasureLaps(int warmUp)
    {
        using var process = Start();
        var laps = new List<Lap>();
        var before = TimeSpan.Zero;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // The processor time is read while the process is in its next repetition or about to end, because it is unknown afterwards.
            var cpu = Cpu(process) ?? before;
            var fields = JsonDocument.Parse(line).RootElement;
            var ms = fields.TryGetProperty("elapsedMs", out var elapsed) ? elapsed.GetDouble() : 1000 * fields.GetProperty("wall")
                .GetDouble();
            laps.Add(new(ms, fields.TryGetProperty("cpu", out var own) ? 1000 * own.GetDouble() : (cpu - before).TotalMilliseconds));
            before = cpu;
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? laps[warmUp..] : throw new CannotMeasureException($"The exit code is {process.ExitCode}: {this}");
    }

    private static TimeSpan? Cpu(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
