using System.Globalization;

namespace FlagDashboard.Plans;

/// <summary>One problem of a plan, as a message for people.</summary>
/// <param name="Field">The field's name in JSON, as in <see cref="PlanFields"/>.</param>
/// <param name="Template">The English message with {0}, {1} …, which is also the key of its translation.</param>
/// <param name="Arguments">The arguments of the template.</param>
public sealed record PlanProblem(string Field, string Template, params object[] Arguments)
{
    /// <summary>The message in English.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Template, Arguments);
}
