using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class SentenceTests
{
    private static readonly ModeInfo Mode = new("async", "Async · event loop", "One thread.", ReceiveOrder.CompletionOrder);

    private static readonly Sentence Nested = new(
        "{0} won with {1}: {2:0.00} s, {3}.", Mode, Quantity.Workers(1), 1.5, Sentence.Join("{0}, {1}", "a", new Sentence("b"), 3));

    [Fact]
    public void ToString_EveryKindOfArgument_IsEnglishInEveryCulture() =>
        Culture.WithCommas(() => Assert.Equal("Async · event loop won with 1 worker: 1.50 s, a, b, 3.", Nested.ToString()));

    [Fact]
    public void Localize_EveryText_IsTranslated()
    {
        var asked = new List<string>();
        Nested.Localize((template, arguments) =>
        {
            asked.Add(template);
            return English.Format(template, arguments);
        });
        Assert.Equal(
            ["1 worker", "Async · event loop", "b", "{0} won with {1}: {2:0.00} s, {3}.", "{0}, {1}", "{0}, {1}"],
            asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Join_OnePart_IsThatPart()
    {
        Assert.Equal("a", Sentence.Join("{0}, {1}", new Sentence("a")).ToString());
        Assert.Equal("2", Sentence.Join("{0}, {1}", 2).ToString());
    }

    [Fact]
    public void ToString_TitleWithBraces_IsNotFormatted() =>
        Assert.Equal("{0} {", new Sentence("{0}", Mode with { Title = "{0} {" }).ToString());
}
