using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// Describes one field of a plan: names, bounds, default, and the conversion between text and value. Everything that reads or writes a plan
/// loops over <see cref="PlanFields.All"/>. Immutable and thread-safe.
/// </summary>
public abstract class PlanField
{
    private protected PlanField()
    {
    }

    /// <summary>The name in JSON, in problems and in test ids, such as <c>delayMs</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name in links; null for a field that a link cannot have.</summary>
    public string? QueryName { get; init; }

    /// <summary>The option of the command line; null for a field that has none.</summary>
    public CommandLineOption? CommandLineOption { get; init; }

    /// <summary>The name on the page, with its unit. It is also the key of its translations.</summary>
    public required string Label { get; init; }

    /// <summary>
    /// The description of the field in one or two English sentences, for the API description and the help of the command line.
    /// </summary>
    public required string Help { get; init; }

    /// <summary>The smallest number or, for a list, the smallest number of items; null if there is no limit.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number or, for a list, the largest number of items; null if there is no limit.</summary>
    public double? Max { get; init; }

    /// <summary>The sites on which the field has an effect.</summary>
    /// <value>Every site by default.</value>
    public IReadOnlyList<SiteId> ApplicableSites { get; init; } = Enum.GetValues<SiteId>();

    /// <summary>The form that the texts of the field must have.</summary>
    public abstract PlanFieldKind Kind { get; }

    /// <summary>Whether the field has any number of texts; otherwise it has exactly one text.</summary>
    public bool IsList => Kind is PlanFieldKind.EnumNames or PlanFieldKind.Texts;

    /// <summary>The default value as texts.</summary>
    public abstract IReadOnlyList<string> DefaultTexts { get; }

    /// <summary>The default value as one text, with commas between several names.</summary>
    public string DefaultText => string.Join(',', DefaultTexts);

    /// <summary>Returns the texts that a draft contains for this field.</summary>
    public abstract IReadOnlyList<string> TextsOf(PlanDraft draft);

    /// <summary>Returns the texts that a draft has for this field, joined by commas.</summary>
    public string TextOf(PlanDraft draft) => string.Join(',', TextsOf(draft));

    /// <summary>
    /// Returns a copy of the draft with other texts for this field. For a field of one text, an empty list stands for an empty text.
    /// </summary>
    public abstract PlanDraft With(PlanDraft draft, params IReadOnlyList<string> texts);

    /// <summary>Copies the value of a plan to a draft, as texts.</summary>
    public abstract PlanDraft CopyToDraft(RacePlan plan, PlanDraft draft);

    /// <summary>Copies the texts of a draft to a plan, as a value.</summary>
    /// <param name="draft">The draft with the texts.</param>
    /// <param name="plan">The plan that gets the value.</param>
    /// <param name="problems">Receives one problem for each text that cannot be read. The value in the plan is then a placeholder.</param>
    public abstract RacePlan CopyToPlan(PlanDraft draft, RacePlan plan, ICollection<PlanProblem> problems);

    /// <summary>
    /// Checks the value of a plan by the rules that are the same on every server. <see cref="PlanRules"/> adds the rules that depend on the
    /// server.
    /// </summary>
    /// <returns>The problems; empty if there are none.</returns>
    public abstract IEnumerable<PlanProblem> Check(RacePlan plan);
}
