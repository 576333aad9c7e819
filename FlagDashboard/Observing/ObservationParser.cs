using System.Text.Json;
using System.Text.RegularExpressions;
using FlagDashboard.Sharing;

namespace FlagDashboard.Observing;

/// <summary>Reads one observation, a JSON array of the form [t, kind, id, thread, …]. The kind determines the further items.</summary>
internal static partial class ObservationParser
{
    private const double NsPerMs = 1_000_000;
    private const int FixedFields = 4;

    // In a recording, the main coroutine, which asyncio.run starts, has this number in place of the id of a parent task.
    private const long MainCoroutineParentId = -2;

    private static readonly Dictionary<string, ObservationKind> Kinds =
        Enum.GetValues<ObservationKind>().ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));

    /// <summary>Reads an observation; null if it is of a kind that this reader does not know or need.</summary>
    /// <param name="json">The observation.</param>
    /// <param name="line">The number of the line in the file, from 1.</param>
    /// <exception cref="ImportRefusedException">The JSON value is not an observation.</exception>
    public static Observation? Read(JsonElement json, int line)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() < FixedFields)
            throw RecordingReader.Refused(line, "An observation has a time, a kind, an id and a thread.");
        var name = TextOf(json[1]) ?? "";
        if (!Kinds.TryGetValue(name, out var kind))
            return null;
        var seen = new Observation(ToMs(Number(0)), kind, Number(2), Number(3));
        return kind switch
        {
            ObservationKind.Executor => seen with { Name = Text(4), ExecutorKind = KindOf(Text(6)), Detail = Text(7) },
            ObservationKind.New => seen with { ExecutorId = Number(4), Name = Text(5), Arguments = Arguments(6) },
            ObservationKind.Task => seen with
            {
                ExecutorId = Number(4),
                Name = Text(5),
                Arguments = Arguments(6),
                IsMainTask = OptionalNumber(7) == MainCoroutineParentId,
            },
            ObservationKind.ChildStarted => seen with { WorkerId = Number(4) },
            ObservationKind.ChildEnded => seen with { WorkerId = Number(4), CpuMs = CpuMs(5) },
            ObservationKind.Done => seen with { CpuMs = CpuMs(4), Detail = Text(5) },
            ObservationKind.Raised => seen with { CpuMs = CpuMs(4), Name = Text(5), Detail = Text(6) },
            ObservationKind.Block or ObservationKind.Unblock => seen with
            {
                Name = Text(4),
                TaskId = OptionalNumber(5) ?? Observation.NoId,
            },
            ObservationKind.Thread or ObservationKind.Step => seen with { Name = Text(4) },
            _ => seen,
        };

        double? CpuMs(int index) => OptionalNumber(index) is >= 0 and var ns && ns / NsPerMs <= ImportedEventRules.MaxTimeMs
            ? ns / NsPerMs : null;

        long Number(int index) => OptionalNumber(index)
            ?? throw RecordingReader.Refused(line, "Field {0} of “{1}” is not a whole number.", index + 1, name);

        long? OptionalNumber(int index) => index < json.GetArrayLength() && json[index].ValueKind == JsonValueKind.Number
            && json[index].TryGetInt64(out var number) ? number : null;

        string? Text(int index) => index < json.GetArrayLength() ? TextOf(json[index]) : null;

        IReadOnlyList<string> Arguments(int index) => index < json.GetArrayLength() && json[index].ValueKind == JsonValueKind.Array
            ? [.. json[index].EnumerateArray().Select(argument => TextOf(argument) ?? "")] : [];
    }

    /// <summary>Converts a time of a recording from ns to ms. A time before the start of the recording becomes 0.</summary>
    public static double ToMs(long ns) => Math.Max(0, ns / NsPerMs);

    /// <summary>The text of a JSON value; null if the value is not a string. Half of a surrogate pair becomes U+FFFD.</summary>
    public static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return JsonSerializer.Deserialize<string>(Surrogate().Replace(value.GetRawText(), @"\ufffd"));
        }
    }

    private static ExecutorKind KindOf(string? text) => text switch
    {
        "processes" => ExecutorKind.Processes,
        "loop" => ExecutorKind.Loop,
        _ => ExecutorKind.Threads,
    };

    [GeneratedRegex(@"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")]
    private static partial Regex Surrogate();
}
