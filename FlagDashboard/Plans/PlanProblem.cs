using System.Globalization;

namespace FlagDashboard.Plans;

/// <summary>One thing that is wrong with a plan, said for people.</summary>
/// <param name="Field">The plan's field in camelCase: countries, modes, workers, site, delayMs, jitterMs, seed, start.</param>
/// <param name="Template">The message with {0}, {1} …: the key under which a translation is found.</param>
/// <param name="Arguments">What goes into the template.</param>
public sealed record PlanProblem(string Field, string Template, params object[] Arguments)
{
    /// <summary>The message in English.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Template, Arguments);
}
