namespace FlagDashboard.Plans;

/// <summary>Gets and sets the texts of one field in a draft. Immutable and thread-safe.</summary>
/// <param name="Get">Returns the texts of the field.</param>
/// <param name="With">Returns a copy of the draft with other texts for the field.</param>
public sealed record DraftTextAccessor(Func<PlanDraft, IReadOnlyList<string>> Get, Func<PlanDraft, IReadOnlyList<string>, PlanDraft> With)
{
    /// <summary>Creates the accessor of a field with exactly one text.</summary>
    internal static DraftTextAccessor ForText(Func<PlanDraft, string> get, Func<PlanDraft, string, PlanDraft> set) =>
        new(draft => [get(draft)], (draft, texts) => set(draft, texts.FirstOrDefault() ?? ""));

    /// <summary>Creates the accessor of a field with any number of texts.</summary>
    internal static DraftTextAccessor ForTexts(
        Func<PlanDraft, IReadOnlyList<string>> get, Func<PlanDraft, IReadOnlyList<string>, PlanDraft> set) =>
        new(get, set);
}
