using System.ComponentModel;
using System.Globalization;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>
/// A run of the experiment about the lock, which Python executes in gil.py, and the lane that shows when its workers compute. First
/// <see cref="StartPython"/>, then <see cref="Execute"/>. Not thread-safe.
/// </summary>
/// <param name="plan">What Python does.</param>
/// <param name="race">The race of the run.</param>
/// <param name="python">The Python.</param>
/// <param name="folder">The folder of the script.</param>
internal sealed class GilRun(GilPlan plan, Race race, PythonInterpreter python, ScriptFolder folder) : IDisposable
{
    private GilSharedMemory? _memory;
    private PythonProcess? _process;
    private Exception? _problem;
    private CancellationTokenRegistration _killing;

    /// <summary>Starts Python, and blocks until the run can begin. A failure ends the run when it is executed.</summary>
    public void StartPython()
    {
        try
        {
            var script = folder.GetScriptPath(ScriptFolder.GilScriptName);
            _memory = new(Path.ChangeExtension(script, Path.GetRandomFileName()), plan.Workers);
            _process = new(python, script);
            _killing = race.AbortToken.Register(_process.Kill);
            _process.WaitUntilReady(plan.ToJson(_memory.Path, race.Log.StartTimestampNs), race.AbortToken);
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            _problem = new ExternalRunException($"Python could not be started: {error.Message}");
        }
        catch (Exception error) when (error is ExternalRunException or OperationCanceledException)
        {
            _problem = error;
        }
    }

    /// <summary>Executes the run, and blocks until it has ended.</summary>
    /// <param name="runRecorder">Records the futures.</param>
    /// <param name="laneRecorder">Records when the workers compute; null if no lane shows it.</param>
    /// <exception cref="ExternalRunException">The run has ended early.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public void Execute(RunRecorder runRecorder, RunRecorder? laneRecorder)
    {
        if (_problem is not null || _process is null)
            throw _problem ?? new InvalidOperationException("The run is not prepared.");
        _process.WriteLine("");
        var last = Task.Run(_process.ReadLine);
        var recorder = new GilRunRecorder(plan, plan.SharesLock(python), _memory!, race.Log, runRecorder, laneRecorder);
        recorder.RecordUntil(last);
        if (race.AbortToken.IsCancellationRequested)
        {
            recorder.EndRunning(reason: null);
            throw new OperationCanceledException(race.AbortToken);
        }

        if (!long.TryParse(last.Result, NumberStyles.None, CultureInfo.InvariantCulture, out var endNs))
        {
            var reason = $"Python {_process.WaitForExitOrKill()}";
            recorder.EndRunning(reason);
            throw new ExternalRunException(reason);
        }

        runRecorder.ExternalEndAtMs = endNs / 1e6;
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        _killing.Dispose();
        _process?.Dispose();
        _memory?.Dispose();
    }
}
