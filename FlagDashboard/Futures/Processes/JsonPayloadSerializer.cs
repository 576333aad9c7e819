using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlagDashboard.Futures.Processes;

/// <summary>Converts arguments and results to JSON and back, by the types in the signature of the function.</summary>
internal static class JsonPayloadSerializer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // A tuple such as (1, 2) keeps its items in fields, which System.Text.Json leaves out by default. Without this option, a tuple
        // would arrive empty in the other process.
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <param name="value">The value to write.</param>
    /// <param name="type">The type in the signature of the function.</param>
    /// <param name="role">“argument” or “result”, for the message of an exception.</param>
    /// <exception cref="NotSupportedException">The value cannot be written as JSON, or would arrive changed.</exception>
    public static byte[] Write(object? value, Type type, string role)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(value, type, Options);
            // JSON silently drops what it cannot represent: a BigInteger, for example, arrives as 0. The written value is therefore read
            // back and compared with the original.
            return RoundTripEquality.IsEqual(value, JsonSerializer.Deserialize(json, type, Options))
                ? json
                : throw new NotSupportedException("it would arrive changed, because JSON does not carry all of it.");
        }
        catch (Exception error)
        {
            throw NotSerializable(role, type, error);
        }
    }

    /// <param name="json">The JSON to read, as UTF-8.</param>
    /// <param name="type">The type in the signature.</param>
    /// <param name="role">“argument” or “result”, for the message of an exception.</param>
    /// <exception cref="NotSupportedException">The JSON cannot be read as that type.</exception>
    public static object? Read(ReadOnlySpan<byte> json, Type type, string role)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, Options);
        }
        catch (Exception error)
        {
            throw NotSerializable(role, type, error);
        }
    }

    private static NotSupportedException NotSerializable(string role, Type type, Exception error) =>
        new($"The {role}, of type {TypeDisplayName.Format(type)}, cannot be sent between processes as JSON: {error.Message}", error);
}
