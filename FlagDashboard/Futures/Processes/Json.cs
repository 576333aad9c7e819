using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlagDashboard.Futures.Processes;

/// <summary>Arguments and results on their way between processes, each written and read as the type in the function's signature.</summary>
internal static class Json
{
    // Fields too, or tuples would arrive empty.
    private static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static byte[] Write(object? value, Type type, string what)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(value, type, Options);
        }
        catch (Exception error)
        {
            throw Unfit(what, type, error);
        }
    }

    public static object? Read(ReadOnlySpan<byte> json, Type type, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, Options);
        }
        catch (Exception error)
        {
            throw Unfit(what, type, error);
        }
    }

    private static NotSupportedException Unfit(string what, Type type, Exception error) =>
        new($"The {what}, a {type.Name}, cannot go to another process as JSON: {error.Message}", error);
}
