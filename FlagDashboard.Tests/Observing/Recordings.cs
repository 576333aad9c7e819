using System.Text;
using FlagDashboard.Log;
using FlagDashboard.Observing;

namespace FlagDashboard.Tests.Observing;

/// <summary>Recordings of programs: files that futurelog.py wrote, and small ones written by hand.</summary>
internal static class Recordings
{
    /// <summary>map over 20 calls on 5 threads, the third of which is slow.</summary>
    public const string Map = "flags-map";

    /// <summary>12 tasks, one of which computes for 0.4 s.</summary>
    public const string BlockedLoop = "crawler-async";

    /// <summary>8 calls that compute on 4 threads. The last raises, and nobody takes its exception.</summary>
    public const string Threads = "primes-threads";

    public const string Header =
        """{"futurelog":1,"program":"p.py","python":"3.11.7","gil":true,"pid":1,"began":1,"started":1,"values":true}""";

    public const string End = """{"over":0,"t":9000000,"lost":0}""";

    public const string Pool = """[[0,"executor",0,0,"ThreadPoolExecutor",2,"threads",""]]""";

    public static byte[] File(string name) =>
        System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Observing", "Recordings", $"{name}.futurelog"));

    public static byte[] Of(params string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public static RaceState Fold(params string[] lines) => Fold(Of(lines));

    public static RaceState FoldFile(string name) => Fold(File(name));

    public static RaceState Fold(byte[] file) => RaceState.At(ImportFileReader.Read(file).Events, double.MaxValue);
}
