namespace FlagDashboard.Flags;

/// <summary>The arrangement of the files in a <see cref="FlagStore"/>.</summary>
public enum FlagFolderLayout
{
    /// <summary><c>{root}/{race}/{run}/{cc}.png</c>: each run has a folder of its own, and a race can be deleted.</summary>
    ByRun,

    /// <summary>
    /// <c>{root}/{cc}.png</c>: a folder for people. A later flag of a country replaces an earlier one, and nothing is deleted.
    /// </summary>
    Flat,
}
