using System.Security.Cryptography;
using System.Text;

namespace FlagDashboard.Api;

/// <summary>/futurelog.py: serves the recorder of Python programs, a single file that people download and run.</summary>
internal static class RecorderScriptEndpoint
{
    /// <summary>The media type of Python source.</summary>
    internal const string PythonMediaType = "text/x-python";

    /// <summary>The address in the source, which a dashboard on another port replaces by its own.</summary>
    internal const string AddressInSource = "http://localhost:5080/";

    private const string ResourceName = "Python/futurelog.py";

    private static readonly Lazy<string> Source = new(ReadSource);

    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGroup("").WithTags("Recorder")
        .MapRead("/futurelog.py", Download).WithName("downloadRecorder")
        .Produces(StatusCodes.Status200OK, contentType: PythonMediaType)
        .Produces(StatusCodes.Status304NotModified);

    /// <summary>Downloads the recorder of Python programs</summary>
    /// <remarks>
    /// One Python file without dependencies, for Python 3.8 and later. `python3 futurelog.py my_script.py` runs the script, writes what
    /// happens to its futures and tasks into my_script.futurelog, and sends this file to the dashboard when the script has ended.
    /// </remarks>
    /// <response code="200">The source of the recorder.</response>
    /// <response code="304">The recorder has not changed: its ETag is the one in If-None-Match.</response>
    internal static IResult Download(HttpRequest request, HttpResponse response)
    {
        // The answer is the recorder, a Python file. Browsers must revalidate a cached copy, because the copy could be out of date after an
        // update of the dashboard.
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        var source = Encoding.UTF8.GetBytes(Source.Value.Replace(AddressInSource, AddressFor(request), StringComparison.Ordinal));
        return Results.File(source, $"{PythonMediaType}; charset=utf-8",
            entityTag: new($"\"{Convert.ToHexStringLower(SHA256.HashData(source))}\""));
    }

    /// <summary>
    /// The address to which the recorder sends. It is the one at which it is downloaded, but only on the same machine: what a program
    /// works with must not travel over a network without a person's decision.
    /// </summary>
    private static string AddressFor(HttpRequest request)
    {
        var address = $"{request.Scheme}://{request.Host}{request.PathBase}/";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback ? uri.AbsoluteUri : AddressInSource;
    }

    private static string ReadSource()
    {
        using var reader = new StreamReader(typeof(RecorderScriptEndpoint).Assembly.GetManifestResourceStream(ResourceName)!);
        return reader.ReadToEnd();
    }
}
