namespace FlagDashboard.Plans;

/// <summary>A field of a plan whose value has the type <typeparamref name="T"/>. Immutable and thread-safe.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class PlanField<T> : PlanField
{
    /// <summary>The conversion between values and texts.</summary>
    public required FieldFormat<T> Format { get; init; }

    /// <summary>Gets and sets the texts in a draft.</summary>
    public required DraftTextAccessor Texts { get; init; }

    /// <summary>Gets the plan's value.</summary>
    public required Func<RacePlan, T> Get { get; init; }

    /// <summary>Returns a copy of a plan with another value.</summary>
    public required Func<RacePlan, T, RacePlan> Set { get; init; }

    /// <summary>The value of a plan that does not set the field.</summary>
    public required T Default { get; init; }

    /// <summary>Finds the problems of a value of this field, which may depend on other fields of the plan.</summary>
    /// <value>By default, every value is valid.</value>
    public Func<PlanField<T>, T, RacePlan, IEnumerable<PlanProblem>> Rule { get; init; } = (_, _, _) => [];

    /// <inheritdoc/>
    public override PlanFieldKind Kind => Format.Kind;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultTexts => Format.Write(Default);

    /// <inheritdoc/>
    public override IReadOnlyList<string> TextsOf(PlanDraft draft) => Texts.Get(draft);

    /// <inheritdoc/>
    public override PlanDraft With(PlanDraft draft, params IReadOnlyList<string> texts) => Texts.With(draft, texts);

    /// <inheritdoc/>
    public override PlanDraft CopyToDraft(RacePlan plan, PlanDraft draft) => With(draft, Format.Write(Get(plan)));

    /// <inheritdoc/>
    public override RacePlan CopyToPlan(PlanDraft draft, RacePlan plan, ICollection<PlanProblem> problems) =>
        Set(plan, Format.Read(TextsOf(draft), (template, arguments) => problems.Add(new(Name, template, arguments))));

    /// <inheritdoc/>
    public override IEnumerable<PlanProblem> Check(RacePlan plan) =>
        // JSON from a client may contain null for a field whose type does not allow null. Such a null is reported as a problem of the plan,
        // and Rule is not called.
        Get(plan) is { } value ? Rule(this, value, plan) : [new(Name, "{0} may not be null.", Name)];
}
