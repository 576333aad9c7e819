using FlagDashboard.Observing;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.Sharing;

/// <summary>
/// Imports the log of a race from another server, or the recording of a Python program, and shows the race. If the file is neither of them,
/// shows which line is wrong and why.
/// </summary>
public sealed partial class RaceImport
{
    private const int ChunkBytes = 128 * 1024;

    private double? _progress;
    private string? _refusal;

    private long MaxBytes => Limits.MaxImportMegabytes * 1024L * 1024;

    private async Task Import(InputFileChangeEventArgs chosen)
    {
        if (_progress is not null)
            return;
        (_progress, _refusal) = (0, null);
        try
        {
            using var place = Downloads.EnterImport();
            var bytes = await Read(chosen.File);
            // Parsing thousands of lines takes time, so it runs on a thread-pool thread and does not block this page.
            var log = await Task.Run(() => ImportFileReader.Read(bytes));
            var race = Downloads.Import(log.Events);
            Navigation.NavigateTo(BaseRelative.Of(RaceAddress.Of(race.Definition.Experiment?.Link, race.Id)));
        }
        catch (ImportRefusedException refused)
        {
            _refusal = string.Join(' ', new[]
            {
                refused.Line > 0 ? L["Line {0}:", refused.Line].Value : "",
                new Sentence(refused.Template, refused.Arguments).Localize(L.Translate),
                L[refused.Remedy].Value,
            }.Where(text => text.Length > 0));
        }
        catch (RaceRefusedException refused)
        {
            _refusal = ProblemText.Of(refused.Problems, L);
        }
        catch (Exception error) when (error is IOException or JSException or OperationCanceledException)
        {
            _refusal = L["The file could not be read. It may have been moved or changed. Choose it again."];
        }
        finally
        {
            _progress = null;
        }
    }

    private async Task<byte[]> Read(IBrowserFile file)
    {
        if (file.Size > MaxBytes)
            throw LogReader.CreateTooLargeException(Limits.MaxImportMegabytes);
        await using var stream = file.OpenReadStream(MaxBytes);
        var (bytes, count) = (new byte[file.Size], 0);
        while (count < bytes.Length
            && await stream.ReadAsync(bytes.AsMemory(count, Math.Min(ChunkBytes, bytes.Length - count))) is > 0 and var read)
        {
            count += read;
            _progress = (double)count / bytes.Length;
            StateHasChanged();
        }

        return bytes[..count];
    }
}
