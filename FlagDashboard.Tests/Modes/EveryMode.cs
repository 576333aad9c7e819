using FlagDashboard.Modes;
using FlagDashboard.Races;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Modes;

/// <summary>The ids of all registered modes, so that a new mode is tested without being named.</summary>
internal sealed class EveryMode : TheoryData<string>
{
    public EveryMode() => AddRange(Ids);

    public static string[] Ids { get; } =
        [.. new ServiceCollection().AddModes().BuildServiceProvider().GetServices<IConcurrencyMode>().Select(mode => mode.Info.Id)];
}
