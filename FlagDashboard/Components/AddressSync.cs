using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components;

/// <summary>
/// Keeps the state of a page in its address. The browser confirms a new address one round trip later. The person may have typed more by
/// then, so the page must ignore the confirmation instead of reading the older state. Not thread-safe: use it on the page's dispatcher.
/// </summary>
internal sealed class AddressSync(NavigationManager navigation)
{
    // The maximum length of the page's address, in characters. A longer address, for example with thousands of pasted words, would not fit
    // into an HTTP request line when the page is reloaded.
    private const int MaxLength = 32 * 1024;

    private readonly string _prefix = $"{Guid.NewGuid():N}-";
    private (string Uri, string? State)? _seen;
    private long _written;
    private long _confirmed;

    /// <summary>
    /// Changes the address of the page to match the state that it already shows. Does nothing if the address is longer than 32 KB.
    /// </summary>
    /// <param name="address">An address that begins with a slash.</param>
    /// <param name="replace">Whether the address replaces the current entry of the browser's history instead of adding one.</param>
    public void Write(string address, bool replace)
    {
        if (address.Length > MaxLength)
            return;
        _written++;
        navigation.NavigateTo(BaseRelative.Of(address), new NavigationOptions
        {
            ReplaceHistoryEntry = replace,
            HistoryEntryState = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{_written}"),
        });
    }

    /// <summary>
    /// Whether the page must read its state from its address. False if the browser has only confirmed an address of <see cref="Write"/>;
    /// true at first, and after any other navigation, including one back to an address that the page wrote earlier.
    /// </summary>
    public bool MustRead()
    {
        var current = (navigation.Uri, navigation.HistoryEntryState);
        if (current == _seen)
            return false;
        _seen = current;
        if (NumberOf(navigation.HistoryEntryState) is { } number && number > _confirmed)
        {
            _confirmed = number;
            return false;
        }

        _confirmed = _written;
        return true;
    }

    private long? NumberOf(string? state) =>
        state?.StartsWith(_prefix, StringComparison.Ordinal) == true
            && long.TryParse(state.AsSpan(_prefix.Length), CultureInfo.InvariantCulture, out var number) ? number : null;
}
