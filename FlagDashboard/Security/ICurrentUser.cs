namespace FlagDashboard.Security;

/// <summary>The person who uses a page.</summary>
public interface ICurrentUser
{
    /// <summary>
    /// Whether the person may start, cancel, import, rename and delete races. Other people are viewers, who can only watch, replay and
    /// export.
    /// </summary>
    bool IsPresenter { get; }
}
