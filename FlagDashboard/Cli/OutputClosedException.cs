namespace FlagDashboard.Cli;

/// <summary>Thrown when the output cannot be written because nobody can read it.</summary>
/// <param name="hadReader">Whether a program read the output and has ended; otherwise the output was closed from the beginning.</param>
internal sealed class OutputClosedException(bool hadReader) : IOException("The standard output is closed.")
{
    /// <summary>Whether a program read the output and has ended, as <c>head</c> does when it has enough.</summary>
    public bool HadReader => hadReader;
}
