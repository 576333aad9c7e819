using System.Text;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// Listens to a child's standard error, so that it never waits for a reader: passes everything on to this process's own,
/// as if the child had inherited it, and remembers the end.
/// </summary>
internal sealed class StandardErrorTail
{
    private const int Remembered = 2000;
    private const int LongestLine = 200;

    private readonly StringBuilder _end = new();

    public StandardErrorTail(TextReader errors) => Ended = Listen(errors);

    /// <summary>Ends when there is nothing more to come.</summary>
    public Task Ended { get; }

    /// <summary>The last two lines that say something, in one: a stack trace is left out. Empty if nothing was said.</summary>
    public override string ToString()
    {
        lock (_end)
        {
            var lines = _end.ToString().Split('\n').Where(line => line.Length > 0 && !char.IsWhiteSpace(line[0])).TakeLast(2);
            return string.Join(" / ", lines.Select(line => line.Length > LongestLine ? line[..LongestLine] + "…" : line.TrimEnd()));
        }
    }

    private async Task Listen(TextReader errors)
    {
        var buffer = new char[1024];
        try
        {
            while (await errors.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var length)
                Hear(new string(buffer, 0, length));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe broke with the process, or was closed after it.
        }
    }

    private void Hear(string said)
    {
        Console.Error.Write(said);
        lock (_end)
        {
            _end.Append(said);
            if (_end.Length > Remembered)
                _end.Remove(0, _end.Length - Remembered);
        }
    }
}
