namespace FlagDashboard.Plans;

/// <summary>The programming language in which a mode runs.</summary>
public enum ModeLanguage
{
    /// <summary>C#: the mode runs in the process of the dashboard.</summary>
    CSharp,

    /// <summary>Python: the mode runs in a process of the machine's own Python.</summary>
    Python,
}
