using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.Logging.Abstractions;
using static FlagDashboard.Tests.Timeline.Logs;
#pragma warning disable BL0006 // What goes to the browser can be counted nowhere else.

namespace FlagDashboard.Tests.Components.RaceScreen;

/// <summary>The edits that a change sends to the browser. Their number must not grow with the number of futures.</summary>
public sealed class BarTrackTrafficTests : ComponentTest
{
    /// <summary>Counts the edits that a circuit would send to its browser.</summary>
    private sealed class CountingRenderer(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
    {
        public int Edits { get; private set; }

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        public Task<int> Show(BarTrack track, RaceState race, RowLayout rows) => Dispatcher.InvokeAsync(async () =>
        {
            Edits = 0;
            await track.SetParametersAsync(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["Run"] = race.Runs[0],
                ["RunVersion"] = race.Runs[0].Version,
                ["Rows"] = rows,
            }));
            return Edits;
        });

        public BarTrack Attach()
        {
            var track = (BarTrack)InstantiateComponent(typeof(BarTrack));
            AssignRootComponentId(track);
            return track;
        }

        protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
        {
            for (var i = 0; i < renderBatch.UpdatedComponents.Count; i++)
                Edits += renderBatch.UpdatedComponents.Array[i].Edits.Count;
            return Task.CompletedTask;
        }

        protected override void HandleException(Exception exception) => throw exception;
    }

    /// <summary>The edits when one of many running futures finishes, and when nothing has changed.</summary>
    private async Task<(int OneEnds, int Nothing)> Cost(int futures, RowLayout rows)
    {
        var all = Enumerable.Range(0, futures).ToArray();
        var race = Fold(
            ["threads-as-completed"], [.. Catalog.All.Take(futures).Select(country => country.Code)],
            [RunStarted(0, futures), .. all.Select(i => Submitted(0, i)), .. all.Select(i => Started(1, i, i + 1))]);
        using var renderer = new CountingRenderer(Services);
        var track = await renderer.Dispatcher.InvokeAsync(renderer.Attach);
        Assert.NotEqual(0, await renderer.Show(track, race, rows).Guarded());
        Tell(race, Finished(100, futures / 2) with { Run = 0 });
        return (await renderer.Show(track, race, rows).Guarded(), await renderer.Show(track, race, rows).Guarded());
    }

    [Theory]
    [InlineData(RowLayout.ByWorker)]
    [InlineData(RowLayout.ByFuture)]
    public async Task Render_OneOfManyFuturesEnds_SendsOnlyItsBar(RowLayout rows)
    {
        var few = await Cost(4, rows);
        Assert.InRange(few.OneEnds, 3, 20);
        Assert.Equal(0, few.Nothing);
        Assert.Equal(few, await Cost(240, rows));
    }
}
