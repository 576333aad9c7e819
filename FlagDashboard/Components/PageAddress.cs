using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components;

/// <summary>
/// Writes the state of a page into its address. The browser confirms a new address one round trip later. Over a slow connection a person
/// has typed more by then, so the page must not read the confirmed address again. Not thread-safe: use it on the dispatcher of the page.
/// </summary>
internal sealed class PageAddress(NavigationManager navigation)
{
    // A longer address, for example with thousands of pasted words, would not fit into the request line of a reload.
    private const int MaxLength = 32 * 1024;

    private readonly string _prefix = $"{Guid.NewGuid():N}-";
    private (string Uri, string? State)? _seen;
    private long _written;
    private long _confirmed;

    /// <summary>
    /// Navigates to an address that the page need not read, because it already shows the content. Ignores an address over 32 KB.
    /// </summary>
    /// <param name="address">An address that begins with a slash.</param>
    /// <param name="replace">Whether the address replaces the current entry of the browser's history.</param>
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
    /// Whether the page must read its address. This is so at first, and after every navigation that is not a confirmation of
    /// <see cref="Write"/>. Going back to an address that the page wrote earlier is such a navigation.
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
