using FlagDashboard.Api;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Api;

public class RefusalTests
{
    [Theory]
    [InlineData(RefusalKind.InvalidPlan, 400)]
    [InlineData(RefusalKind.Busy, 429)]
    [InlineData(RefusalKind.Stopping, 503)]
    [InlineData(RefusalKind.InsufficientStorage, 507)]
    public void ForRefusal_EachKind_HasItsStatus(RefusalKind kind, int status) => Assert.Equal(
        status, Problems.ForRefusal(new RaceRefusedException([new PlanProblem("modes", "no")]) { Kind = kind }).StatusCode);
}
