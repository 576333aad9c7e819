using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>/futurelog.py: serves the recorder of Python programs, a single file that people download and run.</summary>
internal static class RecorderEndpoint
{
    /// <summary>The media type of Python source.</summary>
    internal const string PythonMediaType = "text/x-python";

    private const string ResourceName = "Python/futurelog.py";

    private static readonly Lazy<(byte[] Source, EntityTagHeaderValue Tag)> Recorder = new(Read);

    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGroup("").WithTags("Recorder")
        .MapRead("/futurelog.py", Download).WithName("downloadRecorder")
        .Produces(StatusCodes.Status200OK, contentType: PythonMediaType)
        .Produces(StatusCodes.Status304NotModified);

    /// <summary>Downloads the recorder of Python programs</summary>
    /// <remarks>
    /// One Python file without dependencies, for Python 3.8 and later. `python3 futurelog.py my_script.py` runs the script and writes
    /// what happens to its futures and tasks into my_script.futurelog.
    /// </remarks>
    /// <response code="200">The source of the recorder.</response>
    /// <response code="304">The recorder has not changed: its ETag is the one in If-None-Match.</response>
    internal static IResult Download(HttpResponse response)
    {
        // Browsers must revalidate, because after an update of the dashboard a cached recorder could be out of date.
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(Recorder.Value.Source, $"{PythonMediaType}; charset=utf-8", entityTag: Recorder.Value.Tag);
    }

    private static (byte[] Source, EntityTagHeaderValue Tag) Read()
    {
        using var stream = typeof(RecorderEndpoint).Assembly.GetManifestResourceStream(ResourceName)!;
        var source = new byte[stream.Length];
        stream.ReadExactly(source);
        return (source, new($"\"{Convert.ToHexStringLower(SHA256.HashData(source))}\""));
    }
}
