namespace FlagDashboard.Security;

/// <summary>The person in front of a page.</summary>
public interface ICurrentUser
{
    /// <summary>
    /// Whether the person may start, cancel, import, rename and delete. A viewer can only watch, replay and export.
    /// </summary>
    bool IsPresenter { get; }
}
