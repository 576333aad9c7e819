namespace FlagDashboard.Tests.Cli;

/// <summary>Tests wrong usage of every option: one line with the option and the reason, a hint, exit code 2, and no other effect.</summary>
public class UsageTests
{
    [Theory]
    [InlineData("download", "BRA", "“BRA” is neither a country code (BR) nor its first letter (B).")]
    [InlineData("download", "--bogus", "There is no option “--bogus”.")]
    [InlineData("download", "BR -x", "There is no option “-x”.")]
    [InlineData("download", "@file", "“@file” is neither a country code (BR) nor its first letter (B).")]
    [InlineData("download", "-l 0", "--limit: “0” is not a whole number from 1 to 2147483647.")]
    [InlineData("download", "--limit ten", "--limit: “ten” is not a whole number from 1 to 2147483647.")]
    [InlineData("download", "-l 1 -l 2", "Option '-l' expects a single argument but 2 were provided.")]
    [InlineData("download", "-m 0", "--max_req: “0” is not a whole number from 1 to 1000.")]
    [InlineData("download", "-m -5", "--max_req: “-5” is not a whole number from 1 to 1000.")]
    [InlineData("download", "--max_req many", "--max_req: “many” is not a whole number from 1 to 1000.")]
    [InlineData("download", "-s NOWHERE", "--server: “NOWHERE” is none of Local, Delay, Error, Remote.")]
    [InlineData("download", "-s REMOTE", "--server: REMOTE is not configured: start with --Sites:Remote:Url ADDRESS.")]
    [InlineData("download", "--mode", "Required argument missing for option: '--mode'.")]
    [InlineData("download", "--seed -1", "--seed: The seed must be from 0 to 2147483647.")]
    [InlineData("download", "--seed x", "--seed: “x” is not a whole number in range.")]
    [InlineData("download", "--delay 5000", "--delay: The delay must be from 0 to 4500 ms.")]
    [InlineData("download", "--delay x", "--delay: “x” is not a number.")]
    [InlineData("download", "--delay 1 --jitter 2", "--jitter: The jitter must be from 0 to the delay, 1 ms.")]
    [InlineData("download", "--error-rate 2", "--error-rate: The error rate must be from 0 (no answer fails) to 1 (all fail).")]
    [InlineData("download", "-s local --delay 1", "--delay and --jitter are for the sites DELAY and ERROR; LOCAL is as fast as it can be.")]
    [InlineData("download", "--repeat 0", "--repeat: Repeat must be a whole number: 1 for a single race, or from 2 to 1000.")]
    [InlineData("download", "--repeat 1001", "--repeat: Repeat must be a whole number: 1 for a single race, or from 2 to 1000.")]
    [InlineData("download", "--repeat x", "--repeat: Repeat must be a whole number: 1 for a single race, or from 2 to 1000.")]
    [InlineData("download", "--out", "Required argument missing for option: '--out'.")]
    [InlineData("download", "--base-url ftp://x", "--base-url: “ftp://x” is no http or https address.")]
    [InlineData("download", "--base-url http://x -s DELAY", "--base-url is a site of its own: give it or --server, not both.")]
    [InlineData("serve-flags", "--port 70000", "--port: “70000” is not a whole number from 0 to 65535.")]
    [InlineData("serve-flags", "--port -1", "--port: “-1” is not a whole number from 0 to 65535.")]
    [InlineData("serve-flags", "--delay 5000", "--delay: The delay must be from 0 to 4500 ms.")]
    [InlineData("serve-flags", "--jitter 1", "--jitter: The jitter must be from 0 to the delay, 0 ms.")]
    [InlineData("serve-flags", "--error-rate x", "--error-rate: “x” is not a number.")]
    [InlineData("serve-flags", "--seed 1.5", "--seed: “1.5” is not a whole number in range.")]
    [InlineData("serve-flags", "BR", "Unrecognized command or argument 'BR'.")]
    [InlineData("modes", "--bogus", "Unrecognized command or argument '--bogus'.")]
    public async Task Run_InvalidOption_ExitsWithCode2ReasonAndHelpHint(string verb, string rest, string complaint)
    {
        var result = await CliResult.Run([verb, .. rest.Split(' ')]);
        Assert.Equal((2, "", $"{complaint}{Environment.NewLine}Try: {Program} {verb} --help{Environment.NewLine}"),
            (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task Run_UnknownMode_ListsValidModes() => Assert.StartsWith(
        $"--mode: There is no mode “fibers”; there are {string.Join(", ", CliResult.Modes)}.",
            (await CliResult.Run("download", "--mode", "fibers")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Run_EmptyOutOption_IsRefused() =>
        Assert.StartsWith("--out: Name a folder.", (await CliResult.Run("download", "--out", "")).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("frobnicate", "Unrecognized command or argument 'frobnicate'.")]
    [InlineData("--bogus", "Unrecognized command or argument '--bogus'.")]
    [InlineData("--urls http://localhost:1 --bogus", "Unrecognized command or argument '--bogus'.")]
    [InlineData("--urls", "Required argument missing for option: '--urls'.")]
    public async Task Run_UnknownVerbOrOption_ExitsWithCode2AndHelpHint(string line, string complaint)
    {
        var result = await CliResult.Run(line.Split(' '));
        Assert.Equal((2, "", $"{complaint}{Environment.NewLine}Try: {Program} --help{Environment.NewLine}"),
            (result.ExitCode, result.Out, result.Error));
    }

    [Theory]
    [InlineData("--urls http://localhost:1 modes", "--urls")]
    [InlineData("--Downloads x download BR", "--Downloads")]
    public async Task Run_DashboardOptionBeforeVerb_IsRefused(string line, string option)
    {
        var result = await CliResult.Run(line.Split(' '));
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.StartsWith($"{option} is an option of the dashboard, which runs without a command.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ControlCharacters_AreMadeVisible()
    {
        var result = await CliResult.Run("fro\u001b[31mb\nnicate");
        Assert.Equal(2, result.Error.TrimEnd().Split(Environment.NewLine).Length);
        Assert.DoesNotContain("\u001b", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "dashboard ")]
    [InlineData("--urls http://localhost:1", "dashboard --urls=http://localhost:1")]
    [InlineData("--urls=http://localhost:1", "dashboard --urls=http://localhost:1")]
    [InlineData("--Downloads a", "dashboard --Downloads=a")]
    [InlineData("--downloads a", "dashboard --Downloads=a")]
    [InlineData("--Sites:Remote:Url http://x/{cc}.png", "dashboard --Sites:Remote:Url=http://x/{cc}.png")]
    [InlineData("--Sites:Remote:Url=http://x/?a=b", "dashboard --Sites:Remote:Url=http://x/?a=b")]
    [InlineData("--data x --History:MaxRaces=5", "dashboard --data=x --History:MaxRaces=5")]
    [InlineData("--history:maxdays 5", "dashboard --History:MaxDays=5")]
    [InlineData("--urls http://localhost:1 --Downloads a", "dashboard --urls=http://localhost:1 --Downloads=a")]
    public async Task Run_NoVerb_ServesTheDashboardWithItsSettings(string line, string served)
    {
        var result = await CliResult.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((0, served + Environment.NewLine, ""), (result.ExitCode, result.Out, result.Error));
    }

    [Theory]
    [InlineData("--Sites:Remote:Url ftp://x")]
    [InlineData("--sites:remote:url=ftp://x")]
    public async Task Run_InvalidRemoteUrl_ExitsWithCode1(string option)
    {
        var result = await CliResult.Run(["download", "-s", "remote", .. option.Split(' ')]);
        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Equal(
            "Sites:Remote:Url: “ftp://x” is no http or https address. Give another: --Sites:Remote:Url https://example.org/flags"
                + Environment.NewLine,
            result.Error);
    }

    private static string Program => System.CommandLine.RootCommand.ExecutableName;
}
