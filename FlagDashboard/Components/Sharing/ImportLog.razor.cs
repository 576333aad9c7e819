using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.Sharing;

/// <summary>
/// Takes the log of a race that ran elsewhere, and shows that race; what is no log is refused with the line and the reason.
/// </summary>
public sealed partial class ImportLog
{
    private const int Chunk = 128 * 1024;

    private double? _read;
    private string? _refusal;

    private async Task Import(InputFileChangeEventArgs chosen)
    {
        if (_read is not null)
            return;
        (_read, _refusal) = (0, null);
        try
        {
            var bytes = await Read(chosen.File);
            // A log of many thousand lines takes a moment: the page goes on meanwhile.
            var log = await Task.Run(() => LogReader.Read(bytes));
            var race = Downloads.Import(log.Events);
            Navigation.NavigateTo(RaceAddress.Of(race.Definition.Experiment?.Link, race.Id));
        }
        catch (LogRefusedException refused)
        {
            _refusal = string.Join(' ', new[]
            {
                refused.Line > 0 ? L["Line {0}:", refused.Line] : "",
                L[refused.Template, refused.Arguments],
                L[LogRefusedException.Advice],
            }.Where(text => text.Length > 0));
        }
        catch (Exception error) when (error is IOException or JSException or OperationCanceledException)
        {
            _refusal = L["The file could not be read: it may have been moved or changed. Choose it again."];
        }
        finally
        {
            _read = null;
        }
    }

    private async Task<byte[]> Read(IBrowserFile file)
    {
        if (file.Size > LogReader.MaxBytes)
            throw LogReader.TooLarge();
        await using var stream = file.OpenReadStream(LogReader.MaxBytes);
        var (bytes, count) = (new byte[file.Size], 0);
        while (count < bytes.Length
            && await stream.ReadAsync(bytes.AsMemory(count, Math.Min(Chunk, bytes.Length - count))) is > 0 and var more)
        {
            count += more;
            _read = (double)count / bytes.Length;
            StateHasChanged();
        }

        return bytes[..count];
    }
}
