using System.ComponentModel;
using System.Text;
using FlagDashboard.Observing;
using FlagDashboard.Races;
using FlagDashboard.Sharing;

namespace FlagDashboard.Python;

/// <summary>
/// A run that Python executes. First <see cref="StartPython"/>, which starts Python and waits until everything is imported; then
/// <see cref="Execute"/>. Not thread-safe.
/// </summary>
internal sealed class PythonModeRun : IDisposable
{
    private const int EndedByFuture = 1;
    private const int MaxShownLength = 80;

    private readonly IRunContext _run;
    private readonly PythonProcess _process;
    private readonly CancellationTokenRegistration _killing;
    private readonly RecordingLineReader _lines = new();
    private readonly PythonRunEventConverter _events;
    private int _lineNumber;

    private PythonModeRun(IRunContext run, PythonProcess process)
    {
        (_run, _process, _events) = (run, process, new(run.Countries, run.ExternalRecorder));
        _killing = run.AbortToken.Register(process.Kill);
    }

    /// <summary>Starts Python, and blocks until the run can begin.</summary>
    /// <exception cref="ExternalRunException">Python cannot be started, or is not ready in time.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public static PythonModeRun StartPython(IRunContext run, EmbeddedSourceFile source, PythonInterpreter python, ScriptFolder folder)
    {
        PythonModeRun? lane = null;
        try
        {
            lane = new(run, new(python, folder.GetScriptPath(ScriptFolder.ModeScriptName)));
            var first = lane._process.WaitUntilReady(PythonModeRunPlan.Of(run, source).ToJson(), run.AbortToken);
            _ = lane.Read(first);
            return lane;
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            lane?.Dispose();
            throw new ExternalRunException($"Python could not be started: {error.Message}");
        }
        catch
        {
            lane?.Dispose();
            throw;
        }
    }

    /// <summary>Executes the run, and blocks until it has ended.</summary>
    /// <exception cref="ExternalRunException">The run has ended early.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public void Execute()
    {
        _process.WriteLine("");
        while (_lines.EndLine is null && _process.ReadLine() is { } line)
            _events.Apply(Read(line));
        if (_run.AbortToken.IsCancellationRequested)
        {
            _events.EndUnfinishedFutures(failure: null);
            throw new OperationCanceledException(_run.AbortToken);
        }

        if (_lines.EndLine is { } end)
            _run.ExternalRecorder.SetEndTime(end.AtMs);
        if (_lines.EndLine is { ExitCode: EndedByFuture } && _events.FailureOfLastReceived is { } failure)
            throw new ExternalRunException(failure.Reason, failure.Future);
        if (_lines.EndLine is { ExitCode: 0 } && _events.HasAllOutcomes)
            return;
        throw Fail(
            $"Python {(_lines.EndLine is { ExitCode: 0 } ? "has not told the outcome of every future" : _process.WaitForExitOrKill())}");
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        _killing.Dispose();
        _process.Dispose();
    }

    private IReadOnlyList<Observation> Read(string line)
    {
        try
        {
            return _lines.Read(new(++_lineNumber, Encoding.UTF8.GetBytes(line)));
        }
        catch (ImportRefusedException)
        {
            var shown = line.Length > MaxShownLength ? line[..MaxShownLength] + "…" : line;
            throw Fail($"Python wrote “{shown}”, which is no observation");
        }
    }

    private ExternalRunException Fail(string reason)
    {
        _process.Kill();
        _events.EndUnfinishedFutures(reason);
        return new(reason);
    }
}
