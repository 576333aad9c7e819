using System.Text.Json;

namespace FlagDashboard.Observing;

/// <summary>The first line of a recording.</summary>
/// <param name="ProgramName">The name of the recorded file or module.</param>
/// <param name="PythonVersion">The version of Python.</param>
/// <param name="HasGil">Whether Python had a global interpreter lock; null if unknown.</param>
/// <param name="StartedAt">The time of day at which the recording began; null if unknown.</param>
internal sealed record RecordingHeader(string ProgramName, string PythonVersion, bool? HasGil, DateTimeOffset? StartedAt = null)
{
    /// <summary>Reads the line.</summary>
    /// <exception cref="Sharing.ImportRefusedException">The line is not the first line of a recording of a known version.</exception>
    public static RecordingHeader Read(JsonElement line, int number)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("futurelog", out var version)
            || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var format))
            throw RecordingReader.Refused(number, "The first line of a recording has the version of its format in futurelog.");
        if (format != RecordingReader.FormatVersion)
        {
            throw RecordingReader.Refused(
                number, "The recording is of version {0}; this dashboard reads version {1}.", format, RecordingReader.FormatVersion);
        }

        return new(Text("program"), Text("python"), line.TryGetProperty("gil", out var gil) ? gil.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        } : null, StartOf(line));

        string Text(string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && ObservationParser.TextOf(value) is { Length: > 0 } text
                ? text : throw RecordingReader.Refused(number, "The first line has no {0}.", name);
    }

    private static DateTimeOffset? StartOf(JsonElement line) =>
        line.TryGetProperty("started", out var started) && started.ValueKind == JsonValueKind.Number && started.TryGetInt64(out var ms)
            && ms >= 0 && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}

/// <summary>The last line of a recording whose program has ended.</summary>
/// <param name="ExitCode">The exit code of the program; null if it is not known.</param>
/// <param name="AtMs">When the program ended, in ms since the recording began.</param>
/// <param name="LostObservationCount">The number of observations that the recorder could not write.</param>
internal sealed record RecordingEnd(int? ExitCode, double AtMs, int LostObservationCount)
{
    /// <summary>Reads the line.</summary>
    /// <exception cref="Sharing.ImportRefusedException">The line is not the last line of a recording.</exception>
    public static RecordingEnd Read(JsonElement line, int number)
    {
        if (!line.TryGetProperty("over", out var over) || NumberOf(line, "t") is not { } ns)
            throw RecordingReader.Refused(number, "The last line of a recording has the exit code in over and the time in t.");
        RecordingReader.CheckTime(ObservationParser.ToMs(ns), number);
        var exitCode = over.ValueKind == JsonValueKind.Number && over.TryGetInt32(out var code) ? code : (int?)null;
        return new(exitCode, ObservationParser.ToMs(ns), (int)Math.Clamp(NumberOf(line, "lost") ?? 0, 0, int.MaxValue));
    }

    private static long? NumberOf(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number : null;
}
