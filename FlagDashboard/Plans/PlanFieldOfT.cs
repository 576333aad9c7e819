namespace FlagDashboard.Plans;

/// <summary>A field of a plan whose value has the type <typeparamref name="T"/>. Immutable and thread-safe.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class PlanField<T> : PlanField
{
    /// <summary>How values are written as texts and read back.</summary>
    public required FieldFormat<T> Format { get; init; }

    /// <summary>Where a draft keeps the texts.</summary>
    public required DraftTextAccessor Texts { get; init; }

    /// <summary>Gets the plan's value.</summary>
    public required Func<RacePlan, T> Get { get; init; }

    /// <summary>Copies the plan with another value.</summary>
    public required Func<RacePlan, T, RacePlan> Set { get; init; }

    /// <summary>The value of a plan that does not say otherwise.</summary>
    public required T Default { get; init; }

    /// <summary>Finds what is wrong with a value of this field, which may depend on the rest of the plan.</summary>
    /// <value>By default every value is right.</value>
    public Func<PlanField<T>, T, RacePlan, IEnumerable<PlanProblem>> Rule { get; init; } = (_, _, _) => [];

    /// <inheritdoc/>
    public override PlanFieldKind Kind => Format.Kind;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultTexts => Format.Write(Default);

    /// <inheritdoc/>
    public override IReadOnlyList<string> TextsOf(PlanDraft draft) => Texts.Get(draft);

    /// <inheritdoc/>
    public override PlanDraft With(PlanDraft draft, params IReadOnlyList<string> texts) => Texts.Set(draft, texts);

    /// <inheritdoc/>
    public override PlanDraft CopyToDraft(RacePlan plan, PlanDraft draft) => With(draft, Format.Write(Get(plan)));

    /// <inheritdoc/>
    public override RacePlan CopyToPlan(PlanDraft draft, RacePlan plan, ICollection<PlanProblem> problems) =>
        Set(plan, Format.Read(TextsOf(draft), (template, arguments) => problems.Add(new(Name, template, arguments))));

    /// <inheritdoc/>
    public override IEnumerable<PlanProblem> Check(RacePlan plan) =>
        // JSON from outside may set a field to null although its type does not allow that. The plan then has a problem, but no exception is
        // thrown.
        Get(plan) is { } value ? Rule(this, value, plan) : [new(Name, "{0} may not be null.", Name)];
}
