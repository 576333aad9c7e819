using FlagDashboard.Bench.Page;
using Microsoft.Playwright;

namespace FlagDashboard.Bench.Python;

/// <summary>Measures how long the page of a program with as many futures as a recording may have takes to open and to step.</summary>
internal static class ProgramPageTable
{
    private const int Futures = 10_000;
    private static readonly string Title = $"The page of a program with {Futures:#,0} futures of 1 ms in 8 threads";

    public static async Task Measure(Workbench bench, Report report)
    {
        if (Chromium.Path is null || await Pythons.FindDefault() is not { } python)
        {
            report.ReportSkipped(Chromium.Path is null ? $"The page of a program is left out. {Chromium.Missing}" : Pythons.Missing);
            return;
        }

        var file = Path.Combine(bench.NewFolder("recording"), "it.futurelog");
        await python.Script(bench, "futures_baseline.py", "--futures", $"{Futures}", "--ms", "1").Recorded(bench.Recorder, file)
            .MeasureLaps(0);
        await using var server = await bench.StartDashboard();
        using var races = new DashboardClient(server.Address);
        var id = await races.Import(await File.ReadAllTextAsync(file));
        var (open, back, forth) = (new List<double>(), new List<IReadOnlyList<double>>(), new List<IReadOnlyList<double>>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var page = await chromium.NewPage();
            await page.GotoAsync(new Uri(server.Address, $"/race/{id}").ToString(), new() { WaitUntil = WaitUntilState.Commit });
            open.Add(await page.EvaluateAsync<double>($"bench.opened({Futures})"));
            await Task.Delay(2000);
            back.Add(await page.EvaluateAsync<double[]>("bench.steps('ArrowLeft', 15)"));
            forth.Add(await page.EvaluateAsync<double[]>("bench.steps('ArrowRight', 15)"));
        }

        report.AtMost(3000, Title, "from the navigation to the frame that has every bar and takes keys", "ms", open);
        ReportSteps("a step back until painted", back);
        ReportSteps("a step forward until painted", forth);

        void ReportSteps(string what, IReadOnlyList<IReadOnlyList<double>> rounds)
        {
            report.Percentile(50, 150, Title, what, rounds);
            report.Percentile(95, null, Title, what, rounds);
        }
    }
}
