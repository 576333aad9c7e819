using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace FlagDashboard.Bench.Page;

/// <summary>Reports the scores that Lighthouse gives the page. Lighthouse comes from npm. Without Node.js, its rows are left out.</summary>
internal static class Lighthouse
{
    private const string Package = "lighthouse@13.5.0";

    public static async Task Measure(Workbench bench, Report report, string title, Uri page)
    {
        foreach (var device in new[] { "mobile", "desktop" })
        {
            var rounds = new List<Dictionary<string, double>>();
            for (var round = 0; round < bench.FewRounds; round++)
            {
                if (await ReadScores(bench, report, page, device) is not { } scores)
                    return;
                rounds.Add(scores);
            }

            report.AtLeast(90, title, $"Lighthouse, {device}: performance", "", rounds.Select(scores => scores["performance"]));
            report.AtLeast(100, title, $"Lighthouse, {device}: accessibility", "", rounds.Select(scores => scores["accessibility"]));
            report.AtLeast(100, title, $"Lighthouse, {device}: best practices", "", rounds.Select(scores => scores["best-practices"]));
        }
    }

    private static async Task<Dictionary<string, double>?> ReadScores(Workbench bench, Report report, Uri page, string device)
    {
        var file = System.IO.Path.Combine(bench.NewFolder("lighthouse"), "report.json");
        List<string> args =
        [
            "--yes", Package, page.ToString(), "--quiet", "--output", "json", "--output-path", file,
            "--only-categories=performance,accessibility,best-practices", "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ];
        if (device == "desktop")
            args.Add("--preset=desktop");
        try
        {
            var start = new ProcessStartInfo("npx", args) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["CHROME_PATH"] = Chromium.Path;
            using var process = ChildProcesses.Start(start);
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
                return JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("categories").EnumerateObject()
                    .ToDictionary(category => category.Name, category => 100 * category.Value.GetProperty("score").GetDouble());
            report.ReportSkipped($"Lighthouse is left out: {(await errors).ReplaceLineEndings(" ").Trim()}");
        }
        catch (Win32Exception)
        {
            report.ReportSkipped("Lighthouse is left out, because npx is missing, which comes with Node.js");
        }

        return null;
    }
}
