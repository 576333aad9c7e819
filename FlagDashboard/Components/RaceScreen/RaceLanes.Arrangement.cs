using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

// The order of the lanes, the hidden and the collapsed ones, and the alignment of their starts. All of it is a choice of this page only:
// neither the log nor the pages of a class know of it.
public sealed partial class RaceLanes
{
    private List<(RunState Run, int Number, LanePlace Place)> _lanes = [];
    private BrowserModule _focus = null!;
    private string[] _toFocus = [];
    private bool _canAlign;

    private List<string> Modes => [.. Race.Runs.Select(run => run.Mode)];

    private string ArrangementKey => Race.Definition!.Experiment?.Id ?? "";

    private bool IsAligned => _canAlign && Choices.AlignsStarts;

    private bool IsArranged => Choices.LanesOf(ArrangementKey).Changes(Modes);

    private void PlaceLanes()
    {
        var (arrangement, modes) = (Choices.LanesOf(ArrangementKey), Modes);
        _lanes =
        [
            .. from mode in arrangement.Visible(modes)
               let number = modes.IndexOf(mode)
               select (Race.Runs[number], number, arrangement.PlaceOf(mode, modes)),
        ];
        _canAlign = AlignedStarts.AreUseful(Last, _axis);
        if (IsAligned)
            _axis = AlignedStarts.AxisOf(Last, Math.Max(ShownMs, Last.LastEventAtMs));
    }

    // The lane is moved in the page or disappears, and its menu with it loses the focus.
    private void Arrange(string mode, LaneAction action)
    {
        Choices.SetLanes(ArrangementKey, Choices.LanesOf(ArrangementKey).After(action, mode, Modes));
        _toFocus = [$"arrange-{mode}", "show-all-lanes"];
        PlaceLanes();
    }

    private void ShowAllLanes()
    {
        Choices.SetLanes(ArrangementKey, LaneArrangement.Default);
        PlaceLanes();
        _toFocus = [$"arrange-{_lanes[0].Run.Mode}"];
    }

    private void AlignStarts(bool align)
    {
        Choices.AlignsStarts = align;
        OnParametersSet();
    }

    private async Task RestoreFocus()
    {
        if (_toFocus is not { Length: > 0 } testIds)
            return;
        _toFocus = [];
        await _focus.Call("focusFirst", _root, testIds);
    }
}
