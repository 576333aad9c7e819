using System.Text;
using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Sharing;

public class CsvTests
{
    private const string Header =
        "race,mode,run,future,label,country,worker,submitted ms,started ms,finished ms,received ms,work ms,held ms,status,bytes,detail,"
        + "interventions";

    private static string Text(RaceState race) => Encoding.UTF8.GetString(RaceCsv.Of("abc", race, WebRoot.Catalog).ToBytes());

    private static List<List<string>> Table(RaceState race) => Read(Text(race)[1..]);

    [Fact]
    public void Of_Race_IsExpectedTableInEveryCulture() => Culture.WithCommas(() => Assert.Equal(
        $"\uFEFF{Header}\r\n"
        + "\"abc\",\"threads-map\",0,0,\"CI\",\"Côte d’Ivoire\",\"w1\",1,2.5,10,10.25,7.5,0.25,ok,137,,\r\n"
        + "\"abc\",\"threads-map\",0,1,\"BR\",\"Brazil\",\"pid 7\",1,3,,,,,running,,,\r\n"
        + "\"abc\",\"threads-map\",0,2,\"ZZ\",,,1,,,,,,pending,,,\r\n",
        Text(Fold(
            ["CI", "BR", "ZZ"], RunStarted(0, 2), Named(0, 2, "pid 7"), Submitted(1, 0), Submitted(1, 1), Submitted(1, 2), Started(2.5, 0),
            Started(3, 1, 2),
            Finished(10, 0) with { Bytes = 137 }, Received(10.25, 0)))));

    [Fact]
    public void Of_FailedFuture_HasReason()
    {
        var race = Fold(["AD"], RunStarted(0), Submitted(0, 0), Started(0, 0),
            Finished(1, 0, Outcome.NotFound) with { Reason = "HTTP 404, \"gone\"\r\nfor good" });
        Assert.EndsWith(",notFound,,\"HTTP 404, \"\"gone\"\"\r\nfor good\",\r\n", Text(race), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\r=1", "'\r'=1")]
    [InlineData("=HYPERLINK(\"http://a\",1)", "'=HYPERLINK(\"http://a\",1)")]
    [InlineData("1-1=0", "1-1=0")]
    [InlineData("x;=1+1", "x;'=1+1")]
    [InlineData("x\t-1;+1", "x\t'-1;'+1")]
    [InlineData("a\r\n@b", "a\r\n'@b")]
    public void Of_TextThatLooksLikeFormula_IsEscaped(string label, string read)
    {
        var row = Table(Fold([label], RunStarted(0), Submitted(0, 0), Started(0, 0),
            Finished(1, 0, Outcome.Error) with { Reason = label }))[1];
        Assert.Equal((read, read), (row[4], row[15]));
    }

    [Fact]
    public void Of_AnyLog_HasOneCompleteRowPerFuture() => Logs.Any.Sample(log =>
    {
        var race = RaceState.At(log, double.MaxValue);
        var table = Table(race);
        Assert.All(table, row => Assert.Equal(table[0].Count, row.Count));
        Assert.Equal(race.Runs.SelectMany(run => run.Futures.Select(future => $"{run.Mode} {future.Number}")), table.Skip(1)
            .Select(row => $"{row[1]} {row[3]}"));
    });

    [Fact]
    public void Of_AnyLabel_IsReadBackAsItWas() => Gen.String[Gen.Char[" ,;\"\r\n=a'"], 0, 8].Sample(label =>
    {
        var row = Table(Fold([label], RunStarted(0)))[1];
        Assert.Equal(label.Replace("'", "", StringComparison.Ordinal), row[4].Replace("'", "", StringComparison.Ordinal));
        Assert.DoesNotMatch("^[=+@\t\r\n-]|[;\t\r\n][=+@-]", row[4]);
    });

    /// <summary>Parses CSV by RFC 4180.</summary>
    private static List<List<string>> Read(string csv)
    {
        var (rows, field, quoted) = (new List<List<string>> { new() }, new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                field.Append(csv[++i]);
            else if (csv[i] == '"')
                quoted = !quoted;
            else if (!quoted && (csv[i] is ',' or '\r'))
            {
                rows[^1].Add(field.ToString());
                field.Clear();
                if (csv[i] == '\r')
                {
                    Assert.Equal('\n', csv[++i]);
                    rows.Add([]);
                }
            }
            else
                field.Append(csv[i]);
        }

        Assert.Empty(rows[^1]);
        return rows[..^1];
    }
}
