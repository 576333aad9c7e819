namespace FlagDashboard.Cli;

/// <summary>Thrown when the output cannot be written because no program reads it.</summary>
/// <param name="hadReader">Whether a program read the output at first and has ended; false if the output was closed from the start.</param>
internal sealed class OutputClosedException(bool hadReader) : IOException("The standard output is closed.")
{
    /// <summary>Whether a program read the output at first and has ended, as <c>head</c> does after the first lines.</summary>
    public bool HadReader => hadReader;
}
