using System.Globalization;

namespace FlagDashboard.FlagServer;

/// <summary>Answers <c>GET /flags/{cc}/{cc}.png?delay=&amp;jitter=&amp;seed=&amp;attempt=</c>: waits as the tape says, then sends the flag.</summary>
internal sealed class FlagEndpoint(IReadOnlyDictionary<string, byte[]> flags, TimeProvider time)
{
    /// <summary>The longest delay a request may ask for, in ms; its jitter may be as long as its delay.</summary>
    public const double MaxMs = 60_000;

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/flags/{folder}/{code}.png", Answer);

    private async Task<IResult> Answer(string folder, string code, HttpRequest request, CancellationToken aborted)
    {
        if (!Number(request, "delay", 0, MaxMs, out var delay))
            return Refuse("delay", MaxMs);
        if (!Number(request, "jitter", 0, delay, out var jitter))
            return Refuse("jitter", delay);
        if (!Number(request, "seed", 0, int.MaxValue, out var seed))
            return Refuse("seed", int.MaxValue);
        if (!Number(request, "attempt", 1, int.MaxValue, out var attempt))
            return Refuse("attempt", int.MaxValue);

        var tape = new Tape((int)seed, delay, jitter);
        if (tape.DelayOf(code, (int)attempt) is > 0 and var ms)
            await Task.Delay(TimeSpan.FromMilliseconds(ms), time, aborted);

        return folder.Equals(code, StringComparison.OrdinalIgnoreCase) && flags.TryGetValue(code, out var flag)
            ? Results.Bytes(flag, "image/png")
            : Results.NotFound();
    }

    private static bool Number(HttpRequest request, string name, double least, double most, out double number)
    {
        number = least;
        return !request.Query.TryGetValue(name, out var text)
            || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }

    private static IResult Refuse(string name, double most) =>
        Results.Text($"{name} must be a number up to {most.ToString(CultureInfo.InvariantCulture)}.", statusCode: StatusCodes.Status400BadRequest);
}
