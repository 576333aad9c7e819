using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Timeline;

namespace FlagDashboard.Tests.Sharing;

/// <summary>A damaged log is either refused with a message or is a race that all pages and exports can show.</summary>
public class HostileLogTests
{
    private static readonly Gen<byte[]> Files = Logs.Any.Select(
        log => LogFile.ToBytes(
            log.Select(raceEvent => raceEvent with { ImageHash = raceEvent.ImageHash is null ? null : new string('0', 64) })));

    private static readonly string[] Values =
    [
        "null", "-1", "0", "1", "2", "5", "99", "677", "1e9", "-1e-9", "2147483647", "-2147483648", "9999999999", "\"\"", "\"ok\"",
        "\"error\"", "\"cancelled\"", "\"notFound\"",
        "\"received\"", "\"phase\"", "\"workerNamed\"", "\"submitted\"", "\"runFinished\"", "\"raceFinished\"", "\"answered\"",
        "\"intervened\"",
        "\"<script>alert(1)</script>\"", "[]", "{}", "true",
    ];

    private static readonly string[] Fields = ["seq", "at", "kind", "run", "future", "worker", "status", "bytes", "image", "detail"];

    private static void IsRefusedOrShown(byte[] file)
    {
        try
        {
            var log = LogReader.Read(file);
            AllExports.All(RaceState.At(log.Events, double.MaxValue));
            Assert.Equal(RaceEventKind.RaceFinished, log.Events[^1].Kind);
            // A log that was accepted can be exported and read again.
            Assert.Equal(log.Events, LogReader.Read(LogFile.ToBytes(log.Events)).Events);
        }
        catch (ImportRefusedException refused)
        {
            Assert.EndsWith(ImportRefusedException.DefaultRemedy, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_TruncatedLog_CanBeExported() => Files.Sample(
        file =>
        {
            var log = LogReader.Read(file);
            AllExports.All(RaceState.At(log.Events, double.MaxValue));
        },
        iter: 200);

    [Fact]
    public void Read_LogWithBytesChanged_IsRefusedOrShown() => Gen.Select(
        Files,
        Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte).Array[1, 4]).Sample(
        (file, changes) =>
        {
            foreach (var (place, value) in changes)
                file[place % file.Length] = value;
            IsRefusedOrShown(file);
        },
        iter: 500);

    [Fact]
    public void Read_LogWithFieldsChanged_IsRefusedOrShown() => Gen.Select(
        Files,
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, Fields.Length - 1], Gen.Int[0, Values.Length - 1]).Array[1, 2]).Sample(
        (file, changes) =>
        {
            var lines = Encoding.UTF8.GetString(file).TrimEnd('\n').Split('\n');
            foreach (var (place, field, value) in changes)
            {
                var line = JsonNode.Parse(lines[place % lines.Length])!.AsObject();
                line[Fields[field]] = JsonNode.Parse(Values[value]);
                lines[place % lines.Length] = line.ToJsonString();
            }

            IsRefusedOrShown(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        },
        iter: 1000);

    [Fact]
    public void Read_LogWithLinesMixed_IsRefusedOrShown() => Gen.Select(Files, Gen.Int[0, 999], Gen.Int[0, 999]).Sample(
        (file, from, to) =>
        {
            var lines = Encoding.UTF8.GetString(file).TrimEnd('\n').Split('\n').ToList();
            var moved = lines[from % lines.Count];
            lines.RemoveAt(from % lines.Count);
            lines.Insert(to % (lines.Count + 1), moved);
            for (var i = 0; i < lines.Count; i++)
            {
                var line = JsonNode.Parse(lines[i])!.AsObject();
                (line["seq"], line["at"]) = (i + 1, i);
                lines[i] = line.ToJsonString();
            }

            IsRefusedOrShown(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        },
        iter: 500);

    [Fact]
    public void Read_RandomBytes_ThrowsLogRefusedException() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.Throws<ImportRefusedException>(() => LogReader.Read(bytes)));
}
