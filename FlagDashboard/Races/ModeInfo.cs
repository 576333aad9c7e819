namespace FlagDashboard.Races;

/// <summary>In which order the consuming code of a mode receives its futures.</summary>
public enum Delivery
{
    /// <summary>As they were called; a finished future may be held until those before it are received.</summary>
    CallOrder,

    /// <summary>As they finish; nothing is held.</summary>
    CompletionOrder,
}

/// <summary>What people see of a mode.</summary>
/// <param name="Id">Its stable name in links, files and test ids.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Summary">One line on what it does.</param>
/// <param name="Delivery">In which order its futures are received.</param>
/// <param name="Pooled">Whether it uses the plan's workers; otherwise it has one.</param>
/// <param name="Aside">Whether its lane only shows something beside the race: it has no futures, and no place in the results.</param>
/// <param name="Unit">What its futures bring, in the plural.</param>
public sealed record ModeInfo(string Id, string Title, string Summary, Delivery Delivery, bool Pooled = true, bool Aside = false, string Unit = ModeInfo.Flags)
{
    /// <summary>What downloads bring.</summary>
    public const string Flags = "flags";

    /// <summary>How many workers a run of this mode has: never more than there are futures.</summary>
    public int WorkersFor(RacePlan plan) => Pooled ? Math.Min(plan.Workers, plan.Countries.Count) : 1;
}
