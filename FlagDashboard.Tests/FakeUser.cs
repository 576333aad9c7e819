using FlagDashboard.Security;

namespace FlagDashboard.Tests;

/// <summary>The person in front of a page in a test.</summary>
internal sealed record FakeUser(bool IsPresenter) : ICurrentUser
{
    public static FakeUser Presenter { get; } = new(true);

    public static FakeUser Viewer { get; } = new(false);
}
