using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlagDashboard.Tests.Api;

/// <summary>Remembers what a server answered.</summary>
internal sealed class ResponseRecorder() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<(string Method, string Path, int Status)> _seen = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        _seen.Enqueue((request.Method.Method.ToLowerInvariant(), request.RequestUri!.AbsolutePath, (int)response.StatusCode));
        return response;
    }

    /// <summary>The answers of described operations in a status that is not described.</summary>
    public IEnumerable<string> Undocumented(JsonElement document) =>
        from seen in _seen
        where seen.Status < 500
        from path in document.GetProperty("paths").EnumerateObject()
        where Regex.IsMatch(seen.Path, $"^{Regex.Replace(path.Name, @"\{\w+\}", "[^/]+")}$")
        from operation in path.Value.EnumerateObject()
        where operation.Name == seen.Method && !operation.Value.GetProperty("responses").TryGetProperty($"{seen.Status}", out _)
        select $"{seen.Method} {path.Name} answered {seen.Status}";
}
