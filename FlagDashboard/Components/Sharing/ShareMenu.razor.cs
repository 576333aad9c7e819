using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Sharing;

/// <summary>The menu that offers the links and files of a race, and imports a log.</summary>
public sealed partial class ShareMenu
{
    private BrowserModule _browser = null!;
    private bool _imported;
    private string? _problem;

    /// <summary>The id of the race. Constant for the life of the component.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The link that carries only the plan, or only the settings of the experiment.</summary>
    [Parameter, EditorRequired]
    public required string PlanLink { get; set; }

    /// <summary>Whether the race belongs to an experiment.</summary>
    [Parameter]
    public bool IsExperiment { get; set; }

    /// <summary>The row layout of the page, which pictures follow.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    private IEnumerable<(string Id, string Name, string Title, string Description, string Address)> Links =>
    [
        ($"race-link-{Id}", "race", "Copy the link of this race",
            "Shows the race, live or finished, to everyone who can reach this server.", Absolute($"/race/{Id}")),
        ($"lesson-link-{Id}", "lesson", "Copy a lesson link", IsExperiment
            ? "Carries only the experiment and its settings. Nothing starts until somebody presses Run."
            : "Carries only the plan. Nothing starts until somebody presses Run.", Absolute(PlanLink)),
    ];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _browser = new(Js, "./js/share.js");
        _imported = await Downloads.Find(Id) is { Imported: true };
    }

    private string Absolute(string link) => Navigation.ToAbsoluteUri(link).AbsoluteUri;

    private async Task SavePicture(ShareFile file)
    {
        _problem = null;
        if (!await _browser.Call("savePicture", file.Address(Id, Rows), $"flagdashboard-{Id}-timeline.png"))
            _problem = L["The browser could not make the picture. Download the SVG, which shows the same timeline."];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
