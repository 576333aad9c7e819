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

    // The maximum length of a pasted text, in characters. A list of all 676 two-letter codes has 2,027. A greater maximum also needs a
    // greater limit for SignalR messages, which ComponentsSetup sets.
    private const int MaxPastedLength = 20_000;

    private MudAutocomplete<CountryOption> _search = null!;
    private string _pasted = "";
    private string? _preset;

    // The countries that the person had chosen before a preset replaced them. The button Undo restores them. Null if there is nothing to
    // restore, for example because the person has changed the countries since.
    private IReadOnlyList<string>? _replaced;
    private int _found;

    /// <summary>The picked countries, and the texts that are not country codes.</summary>
    [Parameter, EditorRequired]
    public required CountryLookup Selection { get; set; }

    /// <summary>The problem of the selection; null if the selection is valid.</summary>
    [Parameter]
    public PlanProblem? Problem { get; set; }

    /// <summary>Receives all codes, known and unknown, after every change.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> CodesChanged { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _preset = Selection.Unknown.Count > 0 ? null
            : PlanLink.CountryPresetIdOf(Catalog, Selection.Found.Select(country => country.Code).ToHashSet());
        if (_preset is null)
            _replaced = null;
    }

    private IEnumerable<string> Codes => Selection.Found.Select(country => country.Code).Concat(Selection.Unknown);

    private bool IsPastedTooLong => _pasted.Length > MaxPastedLength;

    private string Repeated => L.JoinFirst(Selection.Repeated, MaxShownRepeated);

    private Task<IEnumerable<CountryOption>> Search(string? text, CancellationToken cancellationToken)
    {
        var options = CountryOption.Search(Catalog, text, L.Translate);
        _found = options.Count;
        return Task.FromResult<IEnumerable<CountryOption>>(options);
    }

    private async Task Add(CountryOption? option)
    {
        if (option is null || option.Codes.Count == 0)
            return;
        await CodesChanged.InvokeAsync([.. Codes, .. option.Codes]);
        await _search.ClearAsync();
    }

    private async Task Paste()
    {
        if (IsPastedTooLong)
            return;
        await CodesChanged.InvokeAsync([.. Codes, .. CountryOption.ReplaceNamesWithCodes(Catalog, CountryLookup.SplitList(_pasted))]);
        _pasted = "";
    }

    // Replaces the chosen countries by those of a preset. Keeps the person's own choice for the button Undo, even if a second preset then
    // replaces the first.
    private async Task Replace(IReadOnlyList<Country> countries)
    {
        var chosen = _preset is null ? [.. Codes] : _replaced;
        await CodesChanged.InvokeAsync([.. countries.Select(country => country.Code)]);
        _replaced = chosen;
    }

    private Task UndoReplace() => CodesChanged.InvokeAsync(_replaced!);

    private Task Remove(string code) => CodesChanged.InvokeAsync([.. Codes.Where(other => other != code)]);

    private Task RemoveUnknown() => CodesChanged.InvokeAsync([.. Selection.Found.Select(country => country.Code)]);
}
