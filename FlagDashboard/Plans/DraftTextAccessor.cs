namespace FlagDashboard.Plans;

/// <summary>Where a draft keeps the texts of one field. Immutable and thread-safe.</summary>
/// <param name="Get">Gets the texts.</param>
/// <param name="Set">Copies the draft with other texts.</param>
public sealed record DraftTextAccessor(Func<PlanDraft, IReadOnlyList<string>> Get, Func<PlanDraft, IReadOnlyList<string>, PlanDraft> Set)
{
    /// <summary>A field of exactly one text.</summary>
    internal static DraftTextAccessor ForText(Func<PlanDraft, string> get, Func<PlanDraft, string, PlanDraft> set) =>
        new(draft => [get(draft)], (draft, texts) => set(draft, texts.FirstOrDefault() ?? ""));

    /// <summary>A field of any number of texts.</summary>
    internal static DraftTextAccessor ForList(
        Func<PlanDraft, IReadOnlyList<string>> get, Func<PlanDraft, IReadOnlyList<string>, PlanDraft> set) =>
        new(get, set);
}
