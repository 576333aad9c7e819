using System.Text.Json;

namespace FlagDashboard.Api;

/// <summary>Reads a request's body as a JSON object, within limits.</summary>
/// <param name="Fields">The object's fields by name; null if there is a problem.</param>
/// <param name="Problem">The error response if the body cannot be read; null if it was read.</param>
internal sealed record JsonBody(IReadOnlyDictionary<string, JsonElement>? Fields, IResult? Problem)
{
    // A valid body needs only two levels of nesting: an object, and the lists in its fields. JSON with more than four levels is refused.
    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>
    /// Reads the body of <paramref name="request"/> up to a limit of <paramref name="maxKilobytes"/> KB. A larger body gives a problem.
    /// </summary>
    public static async Task<JsonBody> Read(HttpRequest request, int maxKilobytes, CancellationToken cancellationToken)
    {
        var maxBytes = maxKilobytes * 1024;
        // Refuse every body that is not JSON. A page of another site can send JSON only after a CORS preflight request, which this server
        // refuses for unknown sites. Such pages therefore cannot start anything here.
        if (!request.HasJsonContentType())
            return CreateFailed(Problems.Of(StatusCodes.Status415UnsupportedMediaType));
        if (request.ContentLength > maxBytes)
            return CreateFailed(Problems.TooLarge(maxKilobytes));

        var buffer = new byte[maxBytes + 1];
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length > maxBytes ? CreateFailed(Problems.TooLarge(maxKilobytes)) : Parse(buffer, length);
        }
        catch (IOException unreadable)
        {
            return CreateFailed(Problems.OfUnreadableBody(unreadable));
        }
    }

    private static JsonBody Parse(byte[] buffer, int length)
    {
        if (length == 0)
            return CreateFailed(Problems.MalformedJson("The body is empty: send a JSON object, such as {} for the default plan."));
        try
        {
            // Deserialize from a stream, because the serializer skips a byte order mark only in a stream.
            using var json = new MemoryStream(buffer, 0, length);
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json, Strict) is { } fields
                ? new(fields, null)
                : CreateFailed(Problems.MalformedJson("The body is null: send a JSON object, such as {} for the default plan."));
        }
        catch (JsonException error)
        {
            return CreateFailed(Problems.MalformedJson(
                "The body is not a JSON object in UTF-8 that has each field once: "
                + $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}."));
        }
    }

    private static JsonBody CreateFailed(IResult problem) => new(null, problem);
}
