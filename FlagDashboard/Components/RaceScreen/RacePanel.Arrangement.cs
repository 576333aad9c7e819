using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

// This part of RacePanel arranges the lanes: their order, which lanes are hidden or collapsed, and whether the starts of the runs are
// aligned. An arrangement applies to this page only. The log does not contain it, and viewers who follow the presenter do not get it.
public sealed partial class RacePanel
{
    private List<(RunState Run, int Number, LanePosition Place)> _lanes = [];
    private BrowserModule _focus = null!;
    private string[] _toFocus = [];
    private bool _canAlign;

    private List<string> Modes => [.. LaneOrder.Of(Race).Select(lane => lane.Run.Mode)];

    private string ArrangementKey => Race.Definition!.Experiment?.Id ?? "";

    private bool IsAligned => _canAlign && Choices.AlignsRunStarts;

    // Where runs begin one after another, the button is present from the start, so that nothing moves when it can be pressed.
    private bool HasAlignButton => _canAlign
        || ((_experiment?.StartsRunsInTurn ?? Race.Plan is { StartOrder: StartOrder.InTurn }) && Race.Runs.Count > 1);

    private bool IsArranged => Choices.LanesOf(ArrangementKey).DiffersFromDefault(Modes);

    private void PlaceLanes()
    {
        var (arrangement, modes, lanes) = (Choices.LanesOf(ArrangementKey), Modes, LaneOrder.Of(Race));
        _lanes =
        [
            .. from mode in arrangement.VisibleLanes(modes)
               let lane = lanes.First(lane => lane.Run.Mode == mode)
               select (lane.Run, lane.Number, arrangement.PositionOf(mode, modes)),
        ];
        _canAlign = AlignedStarts.AreUseful(Last, _axis);
        if (IsAligned)
            _axis = AlignedStarts.AxisOf(Last, Math.Max(ShownMs, Last.LastEventAtMs));
    }

    // Applies an action that a person chose in the menu of a lane. The menu moves or disappears with its lane and loses the focus, so the
    // focus is restored after the next render.
    private void Arrange(string mode, LaneAction action)
    {
        Choices.SetLanes(ArrangementKey, Choices.LanesOf(ArrangementKey).Apply(action, mode, Modes));
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
        Choices.AlignsRunStarts = align;
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
