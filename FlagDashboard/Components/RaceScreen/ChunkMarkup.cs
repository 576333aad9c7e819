using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// Remembers the HTML of each chunk of bars. After a step of the time shown, nearly all chunks have the same bars as before. To write the
/// HTML of 10,000 bars again would take most of the step. Not thread-safe.
/// </summary>
/// <param name="write">Writes the HTML of bars. The HTML depends only on the bars.</param>
public sealed class ChunkMarkup(Func<IEnumerable<Bar>, MarkupString> write)
{
    private readonly List<(Bar[] Bars, MarkupString Html)> _written = [];

    /// <summary>Returns the HTML of each chunk, and writes only that of chunks whose bars differ from those of the last call.</summary>
    public IReadOnlyList<MarkupString> Of(IReadOnlyList<IEnumerable<Bar>> chunks) => [.. chunks.Select(HtmlOf)];

    private MarkupString HtmlOf(IEnumerable<Bar> chunk, int number)
    {
        var bars = chunk.ToArray();
        if (number == _written.Count)
            _written.Add(([], new("")));
        if (!bars.AsSpan().SequenceEqual(_written[number].Bars))
            _written[number] = (bars, write(bars));
        return _written[number].Html;
    }
}
