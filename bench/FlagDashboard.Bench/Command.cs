using System.Diagnostics;
using System.Text.Json;

namespace FlagDashboard.Bench;

/// <summary>What one repetition took.</summary>
/// <param name="Ms">By its own clock, in ms.</param>
/// <param name="CpuMs">What its process computed meanwhile, in ms.</param>
internal readonly record struct Lap(double Ms, double CpuMs);

/// <summary>A program and its arguments.</summary>
internal sealed record Command(string File, IReadOnlyList<string> Args)
{
    private bool AtOnce { get; init; }

    private bool Unprofiled { get; init; }

    /// <summary>
    /// The same, compiled for good as soon as it has run a few times: usually .NET waits until nothing new is called for a while, which
    /// larger programs reach later.
    /// </summary>
    public Command CompiledAtOnce() => this with { AtOnce = true };

    /// <summary>The same, compiled as the product is, which does not measure first which way code goes.</summary>
    public Command CompiledAsTheProduct() => this with { Unprofiled = true };

    /// <summary>The same, with how often as its last argument.</summary>
    public Command Times(int times) => this with { Args = [.. Args, $"{times}"] };

    /// <summary>What was called; a list of countries is long.</summary>
    public override string ToString() => string.Join(' ', Args.Prepend(File).Select(arg => arg.Length > 100 ? $"{arg[..20]}…" : arg));

    public Process Start()
    {
        // What it complains of is seen.
        var start = new ProcessStartInfo(File, Args) { RedirectStandardOutput = true };
        if (AtOnce)
            start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        if (Unprofiled)
            start.Environment["DOTNET_TieredPGO"] = "0";
        return Children.Start(start);
    }

    /// <summary>
    /// Runs it to its end: it prints a line of JSON for each repetition, with elapsedMs or wall (s), and perhaps cpu (s).
    /// </summary>
    /// <param name="warm">How many repetitions are not counted, first.</param>
    public async Task<IReadOnlyList<Lap>> Laps(int warm)
    {
        using var process = Start();
        var laps = new List<Lap>();
        var before = TimeSpan.Zero;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // It is at its next repetition, or about to end: what it computed so far is known while it lives.
            var cpu = Cpu(process) ?? before;
            var fields = JsonDocument.Parse(line).RootElement;
            var ms = fields.TryGetProperty("elapsedMs", out var elapsed) ? elapsed.GetDouble() : 1000 * fields.GetProperty("wall")
                .GetDouble();
            laps.Add(new(ms, fields.TryGetProperty("cpu", out var own) ? 1000 * own.GetDouble() : (cpu - before).TotalMilliseconds));
            before = cpu;
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? laps[warm..] : throw new CannotMeasureException($"It ended with {process.ExitCode}: {this}");
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
