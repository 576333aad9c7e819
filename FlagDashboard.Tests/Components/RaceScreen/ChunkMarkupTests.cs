using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Components.RaceScreen;

public class ChunkMarkupTests
{
    private readonly List<string> _written = [];
    private readonly ChunkMarkup _markup;

    public ChunkMarkupTests() => _markup = new(bars =>
    {
        _written.Add(string.Join(' ', bars.Select(bar => bar.FutureOrPhaseNumber)));
        return new(_written[^1]);
    });

    private static Bar Bar(int number) => new(number, 0, BarKind.Succeeded, number, number + 1, "BR");

    private string[] Show(params int[][] chunks)
    {
        _written.Clear();
        return [.. _markup.Of([.. chunks.Select(chunk => chunk.Select(Bar))]).Select(html => html.Value)];
    }

    [Fact]
    public void Of_ChunkWithOtherBars_WritesOnlyThisChunkAgain()
    {
        Assert.Equal(["1 2", "3", "4 5"], Show([1, 2], [3], [4, 5]));
        Assert.Equal(["1 2", "3", "4 5"], _written);

        Assert.Equal(["1 2", "3", "4"], Show([1, 2], [3], [4]));
        Assert.Equal(["4"], _written);

        Assert.Equal(["1 2", "3"], Show([1, 2], [3]));
        Assert.Empty(_written);

        Assert.Equal(["1 2", "3", "4", "6"], Show([1, 2], [3], [4], [6]));
        Assert.Equal(["6"], _written);
    }

    [Fact]
    public void Of_EmptyChunk_WritesNothing() => Assert.Equal(["", "1"], Show([], [1]));
}
