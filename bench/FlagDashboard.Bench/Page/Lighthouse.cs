using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace FlagDashboard.Bench.Page;

/// <summary>What Lighthouse says of the page. It comes from npm; without Node.js these rows are left out.</summary>
internal static class Lighthouse
{
    private const string Package = "lighthouse@13.5.0";

    public static async Task Measure(Workbench bench, Report report, string title, Uri page)
    {
        foreach (var device in new[] { "mobile", "desktop" })
        {
            if (await Ask(bench, page, device) is not { } scores)
                return;
            report.AtLeast(90, title, $"Lighthouse, {device}: performance", "", [scores["performance"]]);
            report.AtLeast(100, title, $"Lighthouse, {device}: accessibility", "", [scores["accessibility"]]);
            report.AtLeast(100, title, $"Lighthouse, {device}: best practices", "", [scores["best-practices"]]);
        }
    }

    private static async Task<Dictionary<string, double>?> Ask(Workbench bench, Uri page, string device)
    {
        var file = System.IO.Path.Combine(bench.Fresh("lighthouse"), "report.json");
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
            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
                return JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("categories").EnumerateObject().ToDictionary(category => category.Name, category => 100 * category.Value.GetProperty("score").GetDouble());
            await Console.Error.WriteLineAsync($"Lighthouse is left out: {await said}");
        }
        catch (Win32Exception)
        {
            await Console.Error.WriteLineAsync("Lighthouse is left out: there is no npx.");
        }

        return null;
    }
}
