using FlagDashboard.Components;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Tests.Components;

public class AddressSyncTests
{
    private readonly SlowNavigation _navigation = new();

    [Fact]
    public void MustRead_ConfirmedLateOrTwice_IsFalse()
    {
        var address = new AddressSync(_navigation);
        Assert.True(address.MustRead());
        Assert.False(address.MustRead());
        address.Write("/?seed=1", replace: true);
        address.Write("/?seed=12", replace: true);
        Assert.False(address.MustRead());
        _navigation.ConfirmNext();
        Assert.False(address.MustRead());
        address.Write("/?seed=123", replace: true);
        _navigation.ConfirmNext();
        Assert.False(address.MustRead());
        _navigation.ConfirmNext();
        Assert.False(address.MustRead());
        Assert.Equal("http://localhost/?seed=123", _navigation.Uri);
    }

    [Fact]
    public void MustRead_OtherNavigationOrWayBack_IsTrue()
    {
        var address = new AddressSync(_navigation);
        Assert.True(address.MustRead());
        address.Write("/?seed=1", replace: false);
        address.Write("/?seed=2", replace: false);
        _navigation.ConfirmNext();
        var first = (_navigation.Uri, _navigation.HistoryEntryState);
        _navigation.ConfirmNext();
        Assert.False(address.MustRead());

        _navigation.Visit(first.Uri, first.HistoryEntryState);
        Assert.True(address.MustRead());
        _navigation.Visit("http://localhost/?cc=all", null);
        Assert.True(address.MustRead());
        _navigation.Visit("http://localhost/?seed=2", new PageAddressState(first.HistoryEntryState!).Next);
        Assert.True(address.MustRead());
    }

    [Fact]
    public void Write_LongAddress_IsIgnored()
    {
        var address = new AddressSync(_navigation);
        address.Write("/?cc=" + new string('a', 32 * 1024), replace: true);
        Assert.False(_navigation.HasUnconfirmed);
    }

    /// <summary>The state of the entry after the one with this state.</summary>
    private readonly record struct PageAddressState(string State)
    {
        public string Next => State[..^1] + (char)(State[^1] + 1);
    }

    /// <summary>Confirms a navigation when the test says so, as a browser on a slow line does.</summary>
    private sealed class SlowNavigation : NavigationManager
    {
        private readonly Queue<(string Uri, string? State)> _unconfirmed = new();

        public SlowNavigation() => Initialize("http://localhost/", "http://localhost/");

        public bool HasUnconfirmed => _unconfirmed.Count > 0;

        public void ConfirmNext()
        {
            var (uri, state) = _unconfirmed.Dequeue();
            Visit(uri, state);
        }

        public void Visit(string uri, string? state) => (Uri, HistoryEntryState) = (uri, state);

        protected override void NavigateToCore(string uri, NavigationOptions options) =>
            _unconfirmed.Enqueue((ToAbsoluteUri(uri).AbsoluteUri, options.HistoryEntryState));
    }
}
