namespace FlagDashboard.Flags;

/// <summary>The arrangement of the files in a <see cref="FlagStore"/>.</summary>
public enum FlagStoreLayout
{
    /// <summary><c>{root}/{race}/{run}/{cc}.png</c>: each run has a folder of its own, and a race can be deleted.</summary>
    ByRun,

    /// <summary>
    /// <c>{root}/{cc}.png</c>: one folder that people can browse. A flag that is downloaded again replaces its earlier file. Other files
    /// stay.
    /// </summary>
    Flat,
}
