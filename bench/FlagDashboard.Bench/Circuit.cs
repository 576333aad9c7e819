using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Bench;

/// <summary>
/// An open page without a browser. It does what the script of Blazor does: it starts a circuit, confirms each batch of changes and answers
/// calls of JavaScript. Of a batch it keeps only which bars are in it, and when it came, so that a hundred pages leave the processors to
/// the server.
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly ConcurrentDictionary<int, DateTimeOffset> _finished = [];
    private readonly TaskCompletionSource _interactive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _objects;

    private Circuit(Uri dashboard)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(dashboard, "/_blazor"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
        });
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPackProtocol());
        _hub = builder.Build();
        _hub.On<long, byte[]>("JS.RenderBatch", Apply);
        _hub.On<long, string, string, int, long, int>("JS.BeginInvokeJS", AnswerCall);
        _hub.On<string>("JS.Error", error => _lost.TrySetException(new CannotMeasureException($"A circuit failed: {error}")));
        _hub.Closed += error =>
        {
            _lost.TrySetException(new CannotMeasureException($"A circuit was closed: {error?.Message}"));
            return Task.CompletedTask;
        };
    }

    /// <summary>The futures whose finished bars have arrived, each with the time at which its bar arrived first.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> Finished => _finished;

    /// <summary>Loads a page and starts its circuit. Returns when the page is interactive.</summary>
    /// <exception cref="CannotMeasureException">The circuit failed.</exception>
    public static async Task<Circuit> Open(HttpClient http, Uri page)
    {
        var html = await http.GetStringAsync(page);
        var circuit = new Circuit(page);
        await circuit._hub.StartAsync();
        await circuit._hub.InvokeAsync<string>("StartCircuit", page.GetLeftPart(UriPartial.Authority) + "/", page.ToString(), "[]", "");
        var roots = RootMarker().Matches(html).Select(match => match.Groups[1].Value).Where(marker => marker.Contains("\"descriptor\""));
        var operations = roots.Select((marker, index) => $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker}}}""");
        var state = StateMarker().Match(html).Groups[1].Value;
        await circuit._hub.SendAsync(
            "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state);
        await await Task.WhenAny(circuit._interactive.Task, circuit._lost.Task);
        return circuit;
    }

    /// <summary>Goes to another page inside the circuit, as a link does.</summary>
    public Task GoTo(Uri page)
    {
        _finished.Clear();
        return _hub.SendAsync("OnLocationChanged", page.ToString(), null, false);
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    private async Task Apply(long number, byte[] batch)
    {
        var now = DateTimeOffset.UtcNow;
        foreach (Match bar in FinishedBar().Matches(Encoding.Latin1.GetString(batch)))
            _finished.TryAdd(int.Parse(bar.Groups[1].ValueSpan, CultureInfo.InvariantCulture), now);
        await _hub.SendAsync("OnRenderCompleted", number, null);
    }

    // A page loads its scripts once it is interactive. A script is an object with a number; other calls return nothing.
    private Task AnswerCall(long call, string function, string arguments, int resultType, long target, int callType)
    {
        _interactive.TrySetResult();
        if (call == 0)
            return Task.CompletedTask;
        var result = function == "import" ? $$"""{"__jsObjectId":{{Interlocked.Increment(ref _objects)}}}""" : "null";
        return _hub.SendAsync("EndInvokeJSFromDotNet", call, true, $"[{call},true,{result}]");
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex RootMarker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex StateMarker();

    // The bar of a future that has finished, in a lane: the class “o” marks bars that are still open.
    [GeneratedRegex("""<i class="b \w+(?: flag \w+)?" style="[^"]*" data-f="(\d+)">""")]
    private static partial Regex FinishedBar();
}
