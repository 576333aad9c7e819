using FlagDashboard.Experiments;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FlagDashboard.Components.History;

// The presenter's actions on the history page: rename, delete, restore, and run a race again.
public sealed partial class HistoryPage
{
    private const int UndoMs = 12_000;

    // The maximum number of races that a message names.
    private const int MaxNames = 5;

    private ElementReference _count;

    private async Task Rename((HistoryRow Race, string Name) renaming)
    {
        if (!await Downloads.Rename(renaming.Race.Id, renaming.Name))
            ShowError(L["The name could not be saved."]);
        await Refresh();
    }

    private async Task DeletePicked()
    {
        List<string> ids = [.. _picked];
        if (ids.Count == 1 || await ConfirmDelete(ids.Count))
            await Delete(ids);
    }

    private async Task<bool> ConfirmDelete(int number)
    {
        var dialog = await Dialogs.ShowAsync<DeleteDialog>(
            L["Delete {0} races?", number], new DialogParameters<DeleteDialog> { { dialog => dialog.RaceCount, number } },
            new DialogOptions { CloseOnEscapeKey = true });
        return await dialog.Result is { Canceled: false };
    }

    private async Task Delete(List<string> ids)
    {
        var (deleted, running) = await Downloads.Delete(ids);
        _picked.RemoveAll(id => deleted.Any(row => row.Id == id));
        if (deleted.Count > 0)
            OfferUndo(deleted);
        if (running.Count > 0)
            ShowError(RunningMessage(running));
        else if (deleted.Count == 0)
            ShowError(ids.Count == 1 ? L["The race could not be deleted."] : L["The races could not be deleted."]);
        await RefreshAndFocus();
    }

    // Reloads the list. The pressed button may disappear with its row, so the keyboard focus moves to the text with the number of races.
    private async Task RefreshAndFocus()
    {
        await Refresh();
        await _count.FocusAsync(preventScroll: true);
    }

    private void OfferUndo(IReadOnlyList<HistoryRow> deleted)
    {
        string message = deleted.Count == 1 ? L["Deleted: {0}", L.NameOf(deleted[0])] : L["Deleted {0} races", deleted.Count];
        Snackbar.Add(message, Severity.Normal, options =>
        {
            (options.Action, options.VisibleStateDuration) = (L["Undo"], UndoMs);
            // Two deleted races may have the same name, and the messages about them are then equal. By default, the snackbar drops the
            // second message, and with it the button that restores the second race.
            options.DuplicatesBehavior = SnackbarDuplicatesBehavior.Allow;
            options.OnClick = _ => InvokeAsync(() => Restore([.. deleted.Select(row => row.Id)]));
        });
    }

    private string RunningMessage(IReadOnlyList<HistoryRow> running) => running.Count == 1
        ? L["“{0}” is running. Cancel it before you delete it.", L.NameOf(running[0])]
        : L["{0} races are running. Cancel them before you delete them: {1}", running.Count, Names(running)];

    private string Names(IReadOnlyList<HistoryRow> rows) => L.JoinFirst([.. rows.Select(row => L.NameOf(row))], MaxNames);

    private async Task RestoreAll() => await Restore(await Downloads.ListSavedIds(_query));

    private async Task Restore(IReadOnlyList<string> ids)
    {
        var restored = await Downloads.Restore(ids);
        if (restored < ids.Count)
        {
            ShowError(ids.Count == 1 ? L["The race could not be restored."]
                : L["{0} of {1} races could not be restored.", ids.Count - restored, ids.Count]);
        }

        if (IsBin)
            ClearPicked();
        await RefreshAndFocus();
    }

    private async Task RunAgain(HistoryRow row)
    {
        if (await Downloads.Find(row.Id) is not { Definition: { } definition })
        {
            ShowError(L["The race could not be read."]);
            return;
        }

        if (definition.Plan is { } plan)
            RunAgain(plan, row.Series);
        else if (definition.Experiment is { } info && Experiments.Find(info.Id) is { } experiment)
            RunAgain(experiment, SettingValues.ReadLink(experiment.Settings, QueryOf(info.Link)));
        else
            ShowError(L["This version does not have this experiment."]);
    }

    private void RunAgain(RacePlan plan, SeriesPlace? series)
    {
        var result = series is null ? Downloads.Start(plan) : Downloads.StartSeries(plan, series.PlannedRaceCount);
        if (series is not null && Downloads.SeriesPlaceOf(result.RaceId) is { } started)
            Navigation.NavigateTo($"./series/{started.SeriesId}");
        else
            Open(result, null);
    }

    // Runs an experiment again. The link to the experiment's page is written from the settings, because the link that was saved with an
    // imported race may lead to another experiment.
    private void RunAgain(IExperiment experiment, SettingValues settings) =>
        Open(Downloads.Start(experiment, settings), ExperimentLink.Write(experiment, settings));

    private void Open(StartResult result, string? experimentLink)
    {
        if (result is StartResult.Refused refused)
            ShowError(ProblemText.Of(refused.Problems, L));
        else if (result.RaceId is { } id)
            Navigation.NavigateTo(BaseRelative.Of(RaceAddress.Of(experimentLink, id)));
    }

    private static string QueryOf(string link) => link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..];

    private void ShowError(string message) => Snackbar.Add(message, Severity.Error);
}
