using System.Text;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// Reads a worker's standard error, so that the worker never blocks on a full pipe. Copies all text to the standard error of this process.
/// Remembers the last 2,000 characters to explain why the worker died.
/// </summary>
internal sealed class StandardErrorTail
{
    private const int MaxCharacters = 2000;
    private const int MaxLineLength = 200;

    private readonly StringBuilder _tail = new();

    private readonly TextWriter _copy;

    /// <param name="errors">The worker's standard error.</param>
    /// <param name="copy">Receives a copy of all text; the standard error of this process by default.</param>
    public StandardErrorTail(TextReader errors, TextWriter? copy = null)
    {
        _copy = copy ?? Console.Error;
        Completion = ReadAll(errors);
    }

    /// <summary>Completes at the end of the stream, or when the pipe is closed.</summary>
    public Task Completion { get; }

    /// <summary>The last two lines, joined by “ / ”. Indented lines are left out, because they belong to a stack trace. Empty if
    /// the worker wrote nothing.</summary>
    public override string ToString()
    {
        lock (_tail)
        {
            var lines = _tail.ToString().Split('\n').Where(line => line.Length > 0 && !char.IsWhiteSpace(line[0])).TakeLast(2);
            return string.Join(" / ", lines.Select(line => line.Length > MaxLineLength ? line[..MaxLineLength] + "…" : line.TrimEnd()));
        }
    }

    private async Task ReadAll(TextReader errors)
    {
        var buffer = new char[1024];
        try
        {
            while (await errors.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var length)
                Append(new string(buffer, 0, length));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process ended or its pipe was closed, so there is nothing left to read.
        }
    }

    private void WriteToStandardError(string text)
    {
        try
        {
            _copy.Write(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The worker's output could not be copied to the standard error of this process, for example because a disk is full. The copy
            // is dropped. The worker's pipe must still be read, because the worker would block if the pipe were full.
        }
    }

    private void Append(string text)
    {
        WriteToStandardError(text);
        lock (_tail)
        {
            _tail.Append(text);
            if (_tail.Length > MaxCharacters)
                _tail.Remove(0, _tail.Length - MaxCharacters);
        }
    }
}
