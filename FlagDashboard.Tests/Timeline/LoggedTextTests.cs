using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class LoggedTextTests
{
    [Theory]
    [InlineData("starting", "starting")]
    [InlineData("blocked in I/O, without the lock", "blocked in I/O, without the lock")]
    [InlineData("blocked in f1.Result()", "blocked in {0}", "f1.Result()")]
    [InlineData("blocked by BR’s callback", "blocked by {0}’s callback", "BR")]
    [InlineData("item 12", "item {0}", "12")]
    [InlineData("worker 2", "worker {0}", "2")]
    [InlineData("thread 2", "thread {0}", "2")]
    [InlineData("raised ValueError: two\nlines", "raised {0}", "ValueError: two\nlines")]
    [InlineData("called with f1", "called with {0}", "f1")]
    [InlineData("called with f1, within f2.Cancel()", "called with {0}, within {1}", "f1", "f2.Cancel()")]
    [InlineData("called with f1, at once: it was done already", "called with {0}, at once: it was done already", "f1")]
    [InlineData("host not found", "host not found")]
    [InlineData("host not found: no name server answered", "host not found: no name server answered")]
    [InlineData("no connection: Protocol error", "no connection: {0}", "Protocol error")]
    [InlineData("no answer within 10 s", "no answer within {0} s", "10")]
    [InlineData("cannot be saved: the disk is full", "cannot be saved: {0}", "the disk is full")]
    [InlineData("worker process 7 was killed (signal 9)", "worker process {0} was killed (signal {1})", "7", "9")]
    [InlineData("Nobody pressed anything for 15 minutes.", "Nobody pressed anything for {0} minutes.", "15")]
    public void Parse_KnownText_ReturnsTemplateAndArguments(string text, string template, params string[] arguments)
    {
        var sentence = LogTextLocalizer.Parse(text)!;
        Assert.Equal((template, string.Join('|', arguments)), (sentence.Template, string.Join('|', sentence.Arguments)));
        Assert.Equal(text, sentence.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("BR")]
    [InlineData("loiter(2)")]
    [InlineData("{0}")]
    [InlineData("item ")]
    [InlineData("Starting")]
    [InlineData("HTTP 500 Internal Server Error")]
    public void Localize_UnknownText_ReturnsItUnchanged(string text) =>
        Assert.Equal(text, LogTextLocalizer.Localize(text, (_, _) => "translated"));

    [Fact]
    public void Localize_ArgumentWithBraces_IsNotFormatted() =>
        Assert.Equal("raised ValueError: {0}", LogTextLocalizer.Localize("raised ValueError: {0}", English.Format));

    [Fact]
    public void Localize_TextWithinText_IsTranslatedToo() => Assert.Equal(
        "✓✓worker process 7 exited with code 3; it last wrote to standard error: no memory",
        LogTextLocalizer.Localize(
            "worker process 7 exited with code 3; it last wrote to standard error: no memory",
            (template, arguments) => "✓" + English.Format(template, arguments)));

    [Fact]
    public void Templates_Each_IsFoundInItsOwnText() => Assert.All(LogTextLocalizer.Templates, template =>
        Assert.Equal(template, LogTextLocalizer.Parse(English.Format(template, "a", "b", "c"))?.Template));
}
