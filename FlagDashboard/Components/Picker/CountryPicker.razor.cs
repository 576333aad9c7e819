using FlagDashboard.Flags;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FlagDashboard.Components.Picker;

/// <summary>Picks countries by preset, search or pasted list.</summary>
public sealed partial class CountryPicker
{
    private const int MaxShownOptions = 8;
    private const int MaxShownRepeated = 8;

    // The maximum length of a pasted text, in characters. All 676 possible codes need 2,027. ComponentsSetup allows messages of this
    // length.
    private const int MaxPastedLength = 20_000;

    private MudAutocomplete<PickerOption> _search = null!;
    private string _pasted = "";
    private string? _preset;

    // The person's own choice of codes that a preset replaced, which Undo restores. Null if no own choice was replaced, or if the person
    // has changed the countries after choosing the preset.
    private IReadOnlyList<string>? _replaced;
    private int _found;

    /// <summary>The picked countries, and the texts that are not country codes.</summary>
    [Parameter, EditorRequired]
    public required CountrySelection Selection { get; set; }

    /// <summary>The problem of the selection; null if the selection is valid.</summary>
    [Parameter]
    public PlanProblem? Problem { get; set; }

    /// <summary>Receives all codes, known and unknown, after every change.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> Changed { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _preset = Selection.Unknown.Count > 0 ? null
            : PlanLink.PresetOf(Catalog, Selection.Picked.Select(country => country.Code).ToHashSet());
        if (_preset is null)
            _replaced = null;
    }

    private IEnumerable<string> Codes => Selection.Picked.Select(country => country.Code).Concat(Selection.Unknown);

    private bool IsPastedTooLong => _pasted.Length > MaxPastedLength;

    private string Repeated => L.JoinFirst(Selection.Repeated, MaxShownRepeated);

    private Task<IEnumerable<PickerOption>> Search(string? text, CancellationToken cancellationToken)
    {
        var options = PickerOption.Search(Catalog, text, L.Translate);
        _found = options.Count;
        return Task.FromResult<IEnumerable<PickerOption>>(options);
    }

    private async Task Add(PickerOption? option)
    {
        if (option is null || option.Codes.Count == 0)
            return;
        await Changed.InvokeAsync([.. Codes, .. option.Codes]);
        await _search.ClearAsync();
    }

    private async Task Paste()
    {
        if (IsPastedTooLong)
            return;
        await Changed.InvokeAsync([.. Codes, .. PickerOption.ResolveCodes(Catalog, CountrySelection.SplitList(_pasted))]);
        _pasted = "";
    }

    // Undo restores the codes from before the first preset, even if a second preset replaces the first.
    private async Task Replace(IReadOnlyList<Country> countries)
    {
        var chosen = _preset is null ? [.. Codes] : _replaced;
        await Changed.InvokeAsync([.. countries.Select(country => country.Code)]);
        _replaced = chosen;
    }

    private Task UndoReplace() => Changed.InvokeAsync(_replaced!);

    private Task Remove(string code) => Changed.InvokeAsync([.. Codes.Where(other => other != code)]);

    private Task RemoveUnknown() => Changed.InvokeAsync([.. Selection.Picked.Select(country => country.Code)]);
}
