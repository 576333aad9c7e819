using Bunit;
using FlagDashboard.Classroom;
using FlagDashboard.Components;
using FlagDashboard.Components.Classroom;
using FlagDashboard.Security;
using FlagDashboard.Tests.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.Classroom;

public sealed class ClassBarTests : ComponentTest
{
    private static CancellationToken Test => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task FollowedPage_OpensWhileTheConnectionIsLost_IsOpenedWhenItIsRestored()
    {
        Services.AddSingleton<ICurrentUser>(FakeUser.Viewer);
        var navigation = Services.GetRequiredService<NavigationManager>();
        var connection = Services.GetRequiredService<CircuitReconnection>();
        var bar = Render<ClassBar>();
        var presenter = new ClassConnection(
            FakeUser.Presenter, Services.GetRequiredService<SharedScreen>(), Services.GetRequiredService<WinnerPoll>(),
            Services.GetRequiredService<ViewerCounter>(), new BoundServer(), TimeProvider.System);
        await connection.OnConnectionDownAsync(null!, Test);
        await bar.InvokeAsync(() => presenter.ShowPage("/race/a"));
        bar.WaitForElement("[data-testid=follow]");
        Assert.Equal(navigation.BaseUri, navigation.Uri);

        await bar.InvokeAsync(() => connection.OnConnectionUpAsync(null!, Test));
        Assert.Equal(navigation.BaseUri + "race/a", navigation.Uri);
    }
}
