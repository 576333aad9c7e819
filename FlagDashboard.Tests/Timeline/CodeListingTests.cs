using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class CodeListingTests
{
    private static IReadOnlyList<CodeLine> Read(string text) => CodeListing.OfSource("Modes/x.py", text).Lines;

    [Theory]
    [InlineData("a()   # submitted, running", "a()", "Submitted Running")]
    [InlineData("a() // received", "a()", "Received")]
    [InlineData("# raised", "", "Raised")]
    [InlineData("a() // received in order", "a() // received in order", "")]
    [InlineData("a() // submitted, soon", "a() // submitted, soon", "")]
    [InlineData("received()", "received()", "")]
    [InlineData("a() //received", "a() //received", "")]
    public void Of_CommentWithOnlyMarkers_ReadsThemAsMarks(string line, string text, string marks)
    {
        var read = Assert.Single(Read(line));
        Assert.Equal((1, text, marks), (read.Number, read.Text, string.Join(' ', read.Marks)));
    }

    [Fact]
    public void Lines_FileWithMethod_ReturnsOnlyMethodUnindented() => Assert.Equal(
        [(3, "void DownloadMany()"), (4, "{"), (5, ""), (6, "    a();"), (7, "}")],
        Read("class X\n{\n    void DownloadMany()\n    {\n\n        a();\n    }\n}\n").Select(line => (line.Number, line.Text)));

    [Fact]
    public void Words_AnyLine_ReturnsWholeLineAndMarksKeywords()
    {
        const string Line = "    foreach (var x in xs) awaited(new());";
        var words = CodeListing.SplitAtKeywords(Line).ToList();
        Assert.Equal(Line, string.Concat(words.Select(word => word.Word)));
        Assert.Equal(["foreach", "var", "in", "new"], words.Where(word => word.IsKeyword).Select(word => word.Word));
    }
}
