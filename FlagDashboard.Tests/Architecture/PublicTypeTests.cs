using FlagDashboard.Log;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Tests.Architecture;

public class PublicTypeTests
{
    // What the compilers write: what the top-level statements stand in, and Razor's components.
    private static bool IsGenerated(Type type) => type.Name is "Program" or "_Imports" || typeof(IComponent).IsAssignableFrom(type);

    [Fact]
    public void PublicTypes_OfTheProduct_AreClosedOrMeantForDeriving() => Assert.Empty(
        from type in typeof(RaceState).Assembly.GetExportedTypes()
        where type.IsClass && !type.IsSealed && !type.IsAbstract
        where !IsGenerated(type)
        select type.FullName);

    [Fact]
    public void PublicTypes_OfTheProduct_AreThere() => Assert.True(typeof(RaceState).Assembly.GetExportedTypes().Length > 50);
}
