using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Sharing;

/// <summary>The menu that offers the links and files of a race, and imports a log.</summary>
public sealed partial class ShareMenu
{
    private BrowserModule _browser = null!;
    private bool _imported;
    private bool _isFilled;
    private double _momentMs;
    private string? _problem;

    /// <summary>The id of the race. Constant for the life of the component.</summary>
    [Parameter, EditorRequired]
    public required string RaceId { get; set; }

    /// <summary>
    /// The link that contains only the plan, or only the settings of the experiment, but no race; null for a recorded program.
    /// </summary>
    [Parameter, EditorRequired]
    public required string? StartPageLink { get; set; }

    /// <summary>Whether the race belongs to an experiment.</summary>
    [Parameter]
    public bool BelongsToExperiment { get; set; }

    /// <summary>The row layout of the page, which exported pictures use too.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    /// <summary>The time that the page shows, in ms since the race began.</summary>
    [Parameter]
    public double ShownMs { get; set; }

    /// <summary>The part of the time axis that the page shows; null for the whole axis.</summary>
    [Parameter]
    public TimeWindow? Window { get; set; }

    /// <summary>The arrangement of the lanes on the page, as <see cref="LanesText"/>; empty by default.</summary>
    [Parameter]
    public string Lanes { get; set; } = "";

    /// <summary>Whether each lane of the page begins at the start of its run.</summary>
    [Parameter]
    public bool AlignsRunStarts { get; set; }

    // The menu renders again when its RenderKey changes. The key contains the time at which the menu was opened. It does not contain
    // ShownMs, which changes many times a second.
    /// <inheritdoc/>
    protected override (RowLayout, double, bool, TimeWindow?, string, bool) RenderKey =>
        (Rows, _momentMs, _imported, Window, Lanes, AlignsRunStarts);

    private IEnumerable<(string Id, string Name, string Title, string Description, string Address)> Links =>
    [
        ($"race-link-{RaceId}", "race", L["Copy the link of this race"],
            L["Shows the race, live or finished, to everyone who can reach this server."], Absolute($"/race/{RaceId}")),
        ($"moment-link-{RaceId}", "moment", L["Copy the link of this moment"],
            L["Shows the race stopped at {0}, with the rows, the lanes and the zoom of this page.", Format.Duration(_momentMs)],
            Absolute(RaceAddress.AtMoment(RaceId, _momentMs, Rows, Window, Lanes, AlignsRunStarts))),
        .. StartPageLink is { } planLink ? LessonLink(planLink) : [],
    ];

    private IEnumerable<(string Id, string Name, string Title, string Description, string Address)> LessonLink(string planLink) =>
    [
        ($"lesson-link-{RaceId}", "lesson", L["Copy a lesson link"], BelongsToExperiment
            ? L["Carries only the experiment and its settings. Nothing starts until somebody presses Run."]
            : L["Carries only the plan. Nothing starts until somebody presses Run."], Absolute(planLink)),
    ];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _browser = new(Js, "./js/share.js");
        _imported = await Downloads.Find(RaceId) is { ImportedAt: not null };
    }

    // Called when the browser has opened or closed the menu. Keeps the time that the page shows now, because the links in the menu lead to
    // that time.
    private void TakeMoment()
    {
        (_momentMs, _isFilled) = (ShownMs, true);
        AllowNextRender();
    }

    private void Fill()
    {
        if (_isFilled)
            return;
        _isFilled = true;
        AllowNextRender();
    }

    private string Absolute(string link) => Navigation.ToAbsoluteUri(BaseRelative.Of(link)).AbsoluteUri;

    private async Task SavePicture(ShareFormat file)
    {
        _problem = null;
        if (!await _browser.Call("savePicture", BaseRelative.Of(file.Address(RaceId, Rows)), $"flagdashboard-{RaceId}-timeline.png"))
            _problem = L["The browser could not make the picture. Download the SVG, which shows the same timeline."];
        AllowNextRender();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
