using System.Text;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Tests.Modes;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests that a strange answer of a site has the same outcome and the same words in C# and in Python.</summary>
public sealed class HostileSitePythonTests
{
    private static readonly Dictionary<string, byte[]?> Answers = new()
    {
        ["BR"] = RawSite.Flag("BR"),
        ["CN"] = With("302 Found", []),
        ["DE"] = With("200 OK", "hello"u8),
        ["EG"] = "GARBAGE\r\n\r\n"u8.ToArray(),
        ["FR"] = With("200 OK", new byte[2_000_000]),
        ["ID"] = With("200 OK", RawSite.Image("ID").AsSpan()[..^12]),
        ["IN"] = With("404 Not Found", "no such flag"u8),
        ["JP"] = With("503 " + new string('x', 300), []),
        ["MX"] = null,
    };

    private static byte[] With(string status, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    [Fact]
    public async Task Race_StrangeAnswers_HaveSameOutcomesInBothLanguages()
    {
        await using var site = new RawSite((code, closing) =>
            Answers[code] is { } answer ? Task.FromResult(answer) : RawSite.Stall(closing));
        await using var dashboard = await TestDashboard.Start(
            services => services.AddSingleton(_ => new FlagClient(TimeSpan.FromSeconds(5))));
        await EveryPythonMode.SkipWithoutPython(dashboard);
        dashboard.Get<FlagSiteFactory>().BuiltInAddress = site.Address;
        string[] modes = ["threads-as-completed", "python-threads-as-completed", "python-processes", "python-async"];
        var race = await dashboard.Race(plan => plan with { Countries = [.. Answers.Keys], Modes = modes, Workers = 9 }).Through();
        var expected = Outcomes(race.Runs[0]);
        Assert.Equal(7, expected.Values.Where(outcome => outcome.StartsWith("Error", StringComparison.Ordinal)).Distinct().Count());
        Assert.All(race.Runs, run => Assert.Equal(expected, Outcomes(run)));
    }

    private static Dictionary<string, string> Outcomes(RunState run) =>
        run.Futures.ToDictionary(future => future.Label, future => $"{future.Status} {future.ResultOrReason}");
}
