using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Sharing;

/// <summary>A race's links and files, and the way back in.</summary>
public sealed partial class ShareMenu
{
    private BrowserModule _browser = null!;
    private bool _imported;
    private string? _trouble;

    /// <summary>Which race; fixed for the life of the component.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The link that has only its plan or its experiment's settings.</summary>
    [Parameter, EditorRequired]
    public required string PlanLink { get; set; }

    /// <summary>Whether it is an experiment's.</summary>
    [Parameter]
    public bool Experiment { get; set; }

    /// <summary>How lanes are laid out: pictures are as the page is.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    private IEnumerable<(string Id, string Name, string Title, string What, string Address)> Links =>
    [
        ($"race-link-{Id}", "race", "Copy the link of this race", "Shows it to everyone who can reach this server, live or finished.", Absolute($"/race/{Id}")),
        ($"lesson-link-{Id}", "lesson", "Copy a lesson link", Experiment
            ? "Only the experiment and its settings: it opens ready to run, and nothing starts until somebody presses Run."
            : "Only the plan: it opens filled in, and nothing starts until somebody presses Run.", Absolute(PlanLink)),
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
        _trouble = null;
        if (!await _browser.Call("savePicture", file.Address(Id, Rows), $"flagdashboard-{Id}-timeline.png"))
            _trouble = L["The browser could not make the picture: take the SVG, which is the same picture."];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
