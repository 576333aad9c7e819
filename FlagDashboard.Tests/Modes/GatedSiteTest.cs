using System.Collections.Concurrent;
using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Modes;

/// <summary>The base of tests whose site answers only when the test releases it.</summary>
public abstract class GatedSiteTest : IAsyncLifetime
{
    private protected static readonly string[] Codes = ["BR", "CN", "DE", "EG"];

    private readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> _gates = new();
    private RawSite _site = null!;

    private protected TestDashboard Dashboard { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Dashboard = await TestDashboard.Start();
        _site = new RawSite((code, closing) => Gate(code).Task.WaitAsync(closing));
        Dashboard.Get<FlagSiteFactory>().BuiltInAddress = _site.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await Dashboard.DisposeAsync();
    }

    /// <summary>Releases the answers for these codes, also to later requests.</summary>
    private protected void Answer(params string[] codes) => Array.ForEach(codes, code => Gate(code).TrySetResult(RawSite.Flag(code)));

    private TaskCompletionSource<byte[]> Gate(string code) =>
        _gates.GetOrAdd(code, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
