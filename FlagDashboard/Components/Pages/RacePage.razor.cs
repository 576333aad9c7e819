using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Pages;

/// <summary>The page that edits a plan and, once the plan runs, shows its race.</summary>
public sealed partial class RacePage
{
    private PlanDraft _draft = new();
    private PlanReadResult _reading = null!;
    private AddressSync _address = null!;

    // The plan of the shown race in the form that the page can edit (a draft), but without the person's edits. Null if the page shows no
    // race, or a race without a plan.
    private PlanDraft? _shownDraft;
    private PlanDraft? _startedDraft;
    private string? _shownId;
    private string? _startedId;
    private string? _startedPlanLink;
    private string? _refusal;
    private string _repeat = "1";
    private SeriesPlace? _series;
    private string? _programName;
    private bool _racing;
    private RowLayout _rows;

    /// <summary>The id of the race; null for a plan that has not run.</summary>
    [Parameter]
    public string? Id { get; set; }

    [SupplyParameterFromQuery(Name = RaceAddress.TimeParameter)]
    private string? FirstAt { get; set; }

    [SupplyParameterFromQuery(Name = RaceAddress.WindowFromParameter)]
    private string? FirstFrom { get; set; }

    [SupplyParameterFromQuery(Name = RaceAddress.WindowToParameter)]
    private string? FirstTo { get; set; }

    [SupplyParameterFromQuery(Name = RaceAddress.RowsParameter)]
    private string? FirstRows { get; set; }

    [SupplyParameterFromQuery(Name = RaceAddress.LanesParameter)]
    private string? FirstLanes { get; set; }

    [SupplyParameterFromQuery(Name = RaceAddress.AlignedParameter)]
    private string? FirstAligned { get; set; }

    // The HTTP request of the first, static render; null once the page is interactive.
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _address = new(Navigation);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var mustRead = _address.MustRead();
        // Blazor also calls this method when the page still shows the same race, and when the page itself has written the plan into its
        // address. The plan is not read again in these cases, because that would discard the person's edits in the form.
        if (_reading is not null && _shownId == Id && (Id is not null || !mustRead))
            return;
        var started = Id is not null && Id == _startedId;
        (_shownId, _shownDraft, _racing, _refusal, _series, _programName) = (Id, null, started, null, null, null);
        _rows = RaceAddress.ReadRows(FirstRows) ?? _rows;
        if (bool.TryParse(FirstAligned, out var aligned))
            View.AlignsRunStarts = aligned;
        // The page has arrived at its new address, so it no longer needs the id of the race that it has started. If it shows this race, the
        // form keeps its plan, because the person may have edited the plan since the start.
        _startedId = null;
        if (started)
        {
            _shownDraft = _startedDraft;
            return;
        }

        if (Id is null)
            Read(PlanLink.Read(Catalog, Modes, new Uri(Navigation.Uri).Query));
        else
            await LoadPlanOfRace(Id);
    }

    private async Task LoadPlanOfRace(string id)
    {
        var find = Downloads.Find(id);
        // Finding a race in the history takes time. Until it is found, the page renders with the default plan.
        if (!find.IsCompleted && _reading is null)
            Read(PlanDraft.Default(Catalog, Modes));
        var race = await find;
        if (race is null)
            Http.AnswerNotFound();
        if (_shownId != id)
            return;
        (_series, _programName) = (race?.Series, race?.Definition.Program?.Name);
        // A race from the API or the command line may contain codes that belong to no known country, and the form offers only known
        // countries. With AllowsNonCountryCodes off, the form marks such a code as an error, and the person can remove it.
        _shownDraft = race?.Definition.Plan is { } plan ? PlanDraft.Of(plan) with { AllowsNonCountryCodes = false } : null;
        Read(_shownDraft ?? PlanDraft.Default(Catalog, Modes));
    }

    // Whether the race is the recording of a program. The dashboard cannot run the program, so the page shows no plan.
    private bool IsProgram => _programName is not null;

    private bool ShowsPlan => Class.IsPresenter && !IsProgram;

    private bool DiffersFromShown => _shownDraft is not null && LinkOf(_draft, _reading) != LinkOf(_shownDraft, Reader.Read(_shownDraft));

    // Drafts of equal plans have the same link, even if numbers are written differently or countries are in another order.
    private string LinkOf(PlanDraft draft, PlanReadResult reading) =>
        PlanLink.Write(Catalog, Modes, reading.Plan is { } plan ? PlanDraft.Of(plan) : draft);

    private void ResetToShown() => ChangePlan(_shownDraft!);

    private void Read(PlanDraft draft) => (_draft, _reading) = (draft, Reader.Read(draft));

    private void ChangePlan(PlanDraft draft)
    {
        Read(draft);
        _refusal = null;
        // Writes the plan into the address only until a race has started. After that, the address names the race and must not be
        // overwritten, even if the browser has not confirmed the navigation yet.
        if (Id is null && _startedId is null)
            _address.Write(PlanLink.Write(Catalog, Modes, draft), replace: true);
    }

    private void Run()
    {
        if (_reading.Plan is not { } plan || RepeatRules.Read(_repeat) is not { Problem: null, Count: var count })
            return;
        var result = count == RepeatRules.Once ? Downloads.Start(plan) : Downloads.StartSeries(plan, count);
        _refusal = result is StartResult.Refused refused ? ProblemText.Of(refused.Problems, L) : null;
        if (result.RaceId is not { } id)
            return;
        Class.ClosePoll(id);
        Guesses.AssignToRace(id);
        if (count > RepeatRules.Once && Downloads.SeriesPlaceOf(id) is { } series)
        {
            Navigation.NavigateTo($"./series/{series.SeriesId}");
            return;
        }

        (_startedId, _startedDraft) = (id, PlanDraft.Of(plan));
        _startedPlanLink = PlanLink.Write(Catalog, Modes, _startedDraft);
        Navigation.NavigateTo($"./race/{id}");
    }

    private void Cancel() => Downloads.Cancel(Id);
}
