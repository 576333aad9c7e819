using System.Text.Json;

namespace FlagDashboard.Api;

/// <summary>Reads a request's body as a JSON object, within limits.</summary>
/// <param name="Fields">The object's fields by name; null if there is a problem.</param>
/// <param name="Problem">Why it cannot be read; null if it was.</param>
internal sealed record JsonBody(IReadOnlyDictionary<string, JsonElement>? Fields, IResult? Problem)
{
    /// <summary>The largest body taken, in bytes: room for every country and mode, many times over.</summary>
    public const int MaxBytes = 64 * 1024;

    // A plan is an object of lists: what is nested deeper is none.
    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Reads no more of <paramref name="request"/> than the limit.</summary>
    public static async Task<JsonBody> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        // Without the header, any page could make a visitor's browser send one: with it, the browser asks first.
        if (!request.HasJsonContentType())
            return Refused(Problems.Of(StatusCodes.Status415UnsupportedMediaType));
        if (request.ContentLength > MaxBytes)
            return Refused(Problems.Of(StatusCodes.Status413PayloadTooLarge));

        var buffer = new byte[MaxBytes + 1];
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length > MaxBytes ? Refused(Problems.Of(StatusCodes.Status413PayloadTooLarge)) : Parse(buffer, length);
        }
        catch (BadHttpRequestException bad)
        {
            return Refused(Problems.Of(bad.StatusCode));
        }
    }

    private static JsonBody Parse(byte[] buffer, int length)
    {
        if (length == 0)
            return Refused(Problems.Malformed("The body is empty: send a plan, or {} for the usual one."));
        try
        {
            // As a stream, since then a byte order mark is no error.
            using var json = new MemoryStream(buffer, 0, length);
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json, Strict) is { } fields
                ? new(fields, null)
                : Refused(Problems.Malformed("The body is null: send a plan, or {} for the usual one."));
        }
        catch (JsonException error)
        {
            return Refused(Problems.Malformed(
                $"The body is not a JSON object in UTF-8 that has each field once: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}."));
        }
    }

    private static JsonBody Refused(IResult problem) => new(null, problem);
}
