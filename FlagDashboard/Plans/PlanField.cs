using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// One field of a plan: its names, bounds and default, and the ways between its text and its value. Every way into and out
/// of a plan loops over <see cref="PlanFields.All"/>. Immutable and thread-safe.
/// </summary>
public abstract class PlanField
{
    private protected PlanField()
    {
    }

    /// <summary>The name in JSON, in problems and in test ids: <c>delayMs</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name in links; null for a field that a link cannot have.</summary>
    public string? QueryName { get; init; }

    /// <summary>The option of the command line; null for a field that has none.</summary>
    public PlanOption? Option { get; init; }

    /// <summary>The name on the page, with its unit: also the key of its translation.</summary>
    public required string Label { get; init; }

    /// <summary>What the field does, in one or two English sentences, for the API's description and the command line's help.</summary>
    public required string Help { get; init; }

    /// <summary>The smallest number, or the least number of items in a list; null for a field without bounds.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number, or the most items in a list; null for no limit.</summary>
    public double? Max { get; init; }

    /// <summary>The sites on which the field has an effect.</summary>
    /// <value>Every site by default.</value>
    public IReadOnlyList<SiteId> Sites { get; init; } = Enum.GetValues<SiteId>();

    /// <summary>What the field's text must be.</summary>
    public abstract PlanFieldKind Kind { get; }

    /// <summary>Whether the field has any number of texts; otherwise it has exactly one.</summary>
    public bool IsList => Kind is PlanFieldKind.EnumNames or PlanFieldKind.Texts;

    /// <summary>The texts of the default.</summary>
    public abstract IReadOnlyList<string> DefaultTexts { get; }

    /// <summary>The text of the default; several names have commas between them.</summary>
    public string DefaultText => string.Join(',', DefaultTexts);

    /// <summary>The texts that a draft has for this field.</summary>
    public abstract IReadOnlyList<string> TextsOf(PlanDraft draft);

    /// <summary>The text that a draft has for this field; several names have commas between them.</summary>
    public string TextOf(PlanDraft draft) => string.Join(',', TextsOf(draft));

    /// <summary>The draft with these texts instead of the ones it has; for a field of one text, none stands for an empty one.</summary>
    public abstract PlanDraft With(PlanDraft draft, params IReadOnlyList<string> texts);

    /// <summary>Writes the plan's value as the texts of a draft.</summary>
    public abstract PlanDraft CopyToDraft(RacePlan plan, PlanDraft draft);

    /// <summary>Reads the draft's texts into a plan.</summary>
    /// <param name="draft">Where the texts are.</param>
    /// <param name="plan">The plan that gets the value.</param>
    /// <param name="problems">Gets one problem for each text that cannot be read. The value is then a placeholder.</param>
    public abstract RacePlan CopyToPlan(PlanDraft draft, RacePlan plan, ICollection<PlanProblem> problems);

    /// <summary>
    /// Finds what is wrong with the plan's value on every server. <see cref="PlanRules"/> adds what depends on the server.
    /// </summary>
    /// <returns>The problems; empty if there are none.</returns>
    public abstract IEnumerable<PlanProblem> Check(RacePlan plan);
}
