using Bunit;
using FlagDashboard.Components;
using Microsoft.JSInterop;

namespace FlagDashboard.Tests.Components;

public sealed class BrowserModuleTests : ComponentTest
{
    private const string Path = "./js/some.js";

    private BrowserModule Module => new(JSInterop.JSRuntime, Path);

    public static TheoryData<Exception> Lost =>
        [new JSDisconnectedException("gone"), new TaskCanceledException(), new JSException("cannot be fetched")];

    [Fact]
    public async Task Call_Twice_ImportsOnceAndPassesTheArguments()
    {
        var script = JSInterop.SetupModule(Path);
        script.Mode = JSRuntimeMode.Loose;
        await using var module = Module;
        Assert.True(await module.Call("sync", 1.5, "a"));
        Assert.True(await module.Call("sync", 2.5, "b"));
        Assert.Equal([[1.5, "a"], [2.5, "b"]], script.Invocations["sync"].Select(call => call.Arguments.ToArray()));
        Assert.Single(JSInterop.Invocations["import"]);
    }

    [Theory, MemberData(nameof(Lost))]
    public async Task Call_BrowserUnreachable_ReturnsFalseAndCanBeRetried(Exception lost)
    {
        var script = JSInterop.SetupModule(Path);
        script.SetupVoid("sync", 1).SetException(lost);
        script.SetupVoid("sync", 2).SetVoidResult();
        await using var module = Module;
        Assert.False(await module.Call("sync", 1));
        Assert.True(await module.Call("sync", 2));
    }

    [Fact]
    public async Task Attach_ConnectionIsRestored_CallsAgainUntilDisposed()
    {
        var connection = new CircuitReconnection();
        var script = JSInterop.SetupModule(Path);
        script.SetupVoid("watch", 7).SetException(new JSDisconnectedException("gone"));
        var module = Module;
        await connection.OnConnectionUpAsync(null!, Xunit.TestContext.Current.CancellationToken);
        await module.AttachListeners(connection, "watch", 7);
        Assert.Single(script.Invocations["watch"]);

        await connection.OnConnectionDownAsync(null!, Xunit.TestContext.Current.CancellationToken);
        await connection.OnConnectionUpAsync(null!, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal([[7], [7]], script.Invocations["watch"].Select(call => call.Arguments.ToArray()));

        await module.DisposeAsync();
        await connection.OnConnectionDownAsync(null!, Xunit.TestContext.Current.CancellationToken);
        await connection.OnConnectionUpAsync(null!, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(2, script.Invocations["watch"].Count);
    }

    [Fact]
    public async Task DisposeAsync_DuringImport_CallsNoFunction()
    {
        var import = new SlowImport();
        var module = new BrowserModule(import, Path);
        var call = module.Call("watch", 1);
        await module.DisposeAsync();
        import.Arrive();
        Assert.False(await call);
        Assert.Equal(["import", "dispose"], import.Calls);
    }

    [Fact]
    public async Task DisposeAsync_ModuleNeverUsed_ImportsNothing()
    {
        await Module.DisposeAsync();
        Assert.Empty(JSInterop.Invocations);
    }

    /// <summary>A browser that completes the import when the test calls Arrive.</summary>
    private sealed class SlowImport : IJSRuntime, IJSObjectReference
    {
        private readonly TaskCompletionSource _arrived = new();

        public List<string> Calls { get; } = [];

        public void Arrive() => _arrived.SetResult();

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Calls.Add(identifier);
            await _arrived.Task;
            return (TValue)(object)this;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            Calls.Add("dispose");
            return ValueTask.CompletedTask;
        }
    }
}
