using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Pages;

/// <summary>The page of a plan and, once it runs, of its race.</summary>
public sealed partial class RacePage
{
    private PlanDraft _draft = new();
    private PlanReading _reading = null!;
    private string? _shown;
    private string? _refusal;
    private bool _racing;
    private RowLayout _rows;

    /// <summary>Which race; null for a plan that has not run.</summary>
    [Parameter]
    public string? Id { get; set; }

    [SupplyParameterFromQuery(Name = "t")]
    private string? FirstAt { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // A page of a race keeps the plan as it is edited for the next one; only another address brings another plan.
        if (_shown is not null && _shown == Id)
            return;
        (_shown, _racing, _refusal) = (Id, false, null);
        if (Id is null)
            Read(PlanLink.Read(Catalog, Modes, new Uri(Navigation.Uri).Query));
        else
            // A code that is on no list was asked for in another way than the picker's: here it is an error chip again.
            Read(Races.Find(Id)?.Plan is { } plan ? PlanDraft.Of(plan) with { AnyCode = false } : PlanDraft.Default(Catalog, Modes));
    }

    private void Read(PlanDraft draft) => (_draft, _reading) = (draft, Reader.Read(draft));

    private void Redraft(PlanDraft draft)
    {
        Read(draft);
        _refusal = null;
        if (Id is null)
            Navigation.NavigateTo(PlanLink.Write(Catalog, Modes, draft), replace: true);
    }

    private void Run()
    {
        if (_reading.Plan is not { } plan)
            return;
        try
        {
            Navigation.NavigateTo($"/race/{Downloads.Start(plan).Id}");
        }
        catch (PlanRefusedException refused)
        {
            _refusal = refused.Message;
        }
    }

    private void Cancel() => Races.Find(Id)?.Cancel();
}
