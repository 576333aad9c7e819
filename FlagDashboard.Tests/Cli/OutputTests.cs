using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>Output that nobody can read, and a folder that is gone.</summary>
public class OutputTests
{
    private const string Closed = "The standard output is closed.";

    [Theory]
    [InlineData("modes")]
    [InlineData("modes", "--json")]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("download", "BR")]
    [InlineData("serve-flags", "--port", "0")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    public async Task Run_ClosedOutput_IsOneLine(params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such shell.");
        await using var program = ProgramProcess.StartInShell("exec dotnet \"$0\" \"$@\" >&-", args);
        var result = await program.WaitForExit();
        Assert.Equal((1, [], Closed), (result.ExitCode, result.Out, string.Join('\n', result.Error)));
    }

    [Fact]
    public async Task Run_StandardErrorClosed_StillReturnsExitCode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such shell.");
        await using var program = ProgramProcess.StartInShell("exec dotnet \"$0\" \"$@\" 2>&-", "--bogus");
        Assert.Equal(2, (await program.WaitForExit()).ExitCode);
    }

    // The site never answers, so the program would otherwise run until its timeout.
    [Theory]
    [InlineData("download", "BR", "-v")]
    [InlineData("download", "BR")]
    [InlineData("download", "BR", "--mode", "processes")]
    public async Task Download_ReaderOfTheOutputHasEnded_Ends(params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has other pipes.");
        ScriptedServer server = null!;
        server = new ScriptedServer(_ => server.Stall());
        using (server)
        {
            await using var program = ProgramProcess.Start([.. args, "--base-url", new Uri(server.Address, "/flags").ToString()]);
            Assert.Equal((141, ""), await program.WaitForExitWithoutReader());
        }
    }

    [Theory]
    [InlineData("download", "BR")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    public async Task Run_CurrentFolderIsGone_NamesIt(params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A current folder cannot be removed.");
        await using var program = ProgramProcess.StartInShell(
            "mkdir gone && cd gone && rmdir ../gone && exec dotnet \"$0\" \"$@\"", args);
        var result = await program.WaitForExit();
        Assert.Equal((1, []), (result.ExitCode, result.Out));
        Assert.Matches("^The current folder, .*/gone, no longer exists. Change to another one.$", Assert.Single(result.Error));
    }

    [Fact]
    public async Task DotnetRun_FromAnotherFolder_SavesBelowIt()
    {
        await using var program = ProgramProcess.StartByDotnetRun("download", "BR", "--out", "flags");
        var result = await program.WaitForExit();
        Assert.Equal((0, "Saved in */flags"), (result.ExitCode, result.Out[^1]));
        Assert.Equal([Path.Combine("flags", "br.png")], program.Files);
    }
}
