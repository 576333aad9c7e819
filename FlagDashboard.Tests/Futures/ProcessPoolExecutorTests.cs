using System.Numerics;
using FlagDashboard.Futures;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Futures;

/// <summary>Calls in worker processes, and what they return or raise. The tests of this class share one pool.</summary>
public class ProcessPoolExecutorTests(ProcessPoolExecutorTests.SharedPool shared) : IClassFixture<ProcessPoolExecutorTests.SharedPool>
{
    public sealed class SharedPool : IDisposable
    {
        public ProcessPoolExecutor Pool { get; } = new(2);

        public void Dispose() => Pool.Dispose();
    }

    private ProcessPoolExecutor Pool => shared.Pool;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Constructor_MaxWorkersBelowOne_IsRefused(int maxWorkers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessPoolExecutor(maxWorkers));

    [Fact]
    public Task Submit_StaticMethod_IsCalledInAnotherProcess() => Blocking.Run(() =>
    {
        Assert.Equal(49, Pool.Submit(RemoteFunctions.Square, 7).Result());
        Assert.NotEqual(Environment.ProcessId, Pool.Submit(RemoteFunctions.Pid, 0).Result());
    });

    [Fact]
    public Task Submit_PrivateLocalOverloadedOrContravariant_IsFound() => Blocking.Run(() =>
    {
        Assert.Equal("private 1", Pool.Submit(Private, 1).Result());
        Assert.Equal("local 2", Pool.Submit(Local, 2).Result());
        Assert.Equal("int 3", Pool.Submit<int, string>(RemoteFunctions.Overloaded, 3).Result());
        Assert.Equal("string 4", Pool.Submit<string, string>(RemoteFunctions.Overloaded, "4").Result());
        Assert.Equal("5", Pool.Submit<string, object>(RemoteFunctions.NameOf, "5").Result());

        static string Local(int n) => $"local {n}";
    });

    [Fact]
    public Task Submit_FunctionOfTheProgramOrTheFramework_IsFound() => Blocking.Run(() =>
    {
        Assert.Equal("8", Pool.Submit(Convert.ToString, 8).Result());
        Assert.Contains("no such file",
            Assert.Throws<RemoteException>(
                () => Pool.Submit(FlagDashboard.Flags.RemoteUrlTemplate.Parse, "no such file").Result()).Message);
    });

    [Fact]
    public Task Submit_ValuesOfManyKinds_ArriveWhole() => Blocking.Run(() =>
    {
        Assert.Equal((2, "ü\0\n"), Pool.Submit(RemoteFunctions.Pair, (1, "ü\0\n")).Result());
        Assert.Equal((3, null), Pool.Submit(RemoteFunctions.Pair, (2, (string?)null)).Result());
        Assert.Equal(double.NegativeInfinity, Pool.Submit(RemoteFunctions.Half, double.NegativeInfinity).Result());
        Assert.Equal(DayOfWeek.Tuesday, Pool.Submit(RemoteFunctions.Next, DayOfWeek.Monday).Result());
        Assert.Null(Pool.Submit(RemoteFunctions.Nothing, (string?)null).Result());
        var large = new string('x', 3_000_000);
        Assert.Equal(large, Pool.Submit<string, object>(RemoteFunctions.NameOf, large).Result());
    });

    [Fact]
    public Task Map_ManyArguments_YieldsResultsInCallOrder() => Blocking.Run(() =>
        Assert.Equal(Enumerable.Range(0, 200).Select(RemoteFunctions.Square), Pool.Map(RemoteFunctions.Square, Enumerable.Range(0, 200))));

    [Fact]
    public Task Submit_FunctionRaises_ErrorHasTypeMessageAndStack() => Blocking.Run(() =>
    {
        var future = Pool.Submit(RemoteFunctions.Raise, "boom");
        var error = Assert.Throws<RemoteException>(() => future.Result());
        Assert.Equal(("InvalidDataException: boom", "System.IO.InvalidDataException", "boom"),
            (error.Message, error.RemoteType, error.RemoteMessage));
        Assert.Contains("TimeoutException: inner", error.ToString());
        Assert.Contains($"{nameof(RemoteFunctions)}.{nameof(RemoteFunctions.Raise)}", error.ToString());
        Assert.Equal("<Future boom state=finished raised RemoteException>", future.ToString());
        Assert.Equal(4, Pool.Submit(RemoteFunctions.Square, 2).Result());
    });

    [Fact]
    public Task Submit_ArgumentOrResultIsNotSerializable_FailsOnlyItsOwnFuture() => Blocking.Run(() =>
    {
        var argument = Pool.Submit(RemoteFunctions.TakeNotSerializable, new RemoteFunctions.NotSerializable());
        var result = Pool.Submit(RemoteFunctions.MakeNotSerializable, 1);
        Assert.Contains("The argument, of type NotSerializable, cannot be sent between processes as JSON",
            Assert.Throws<NotSupportedException>(() => argument.Result()).Message);
        Assert.Contains("The result, of type NotSerializable, cannot be sent between processes as JSON",
            Assert.Throws<RemoteException>(() => result.Result()).Message);
        Assert.Equal(4, Pool.Submit(RemoteFunctions.Square, 2).Result());
    });

    [Fact]
    public Task Submit_FunctionRaisesAGenericException_HasAReadableName() => Blocking.Run(() => Assert.Equal(
        "GenericException<Dictionary<String, Int32[]>>: boom",
        Assert.Throws<RemoteException>(() => Pool.Submit(RemoteFunctions.RaiseGeneric, "boom").Result()).Message));

    [Fact]
    public Task Submit_ValueThatJsonWouldChange_FailsOnlyItsOwnFuture() => Blocking.Run(() =>
    {
        var (argument, result) = (Pool.Submit(RemoteFunctions.IsEven, new BigInteger(25)), Pool.Submit(RemoteFunctions.Factorial, 25));
        Assert.StartsWith("The argument, of type BigInteger, cannot be sent between processes as JSON: it would arrive changed",
            Assert.Throws<NotSupportedException>(() => argument.Result()).Message);
        Assert.StartsWith(
            "NotSupportedException: The result, of type BigInteger, cannot be sent between processes as JSON: it would arrive changed",
            Assert.Throws<RemoteException>(() => result.Result()).Message);
        Assert.Equal(4, Pool.Submit(RemoteFunctions.Square, 2).Result());
    });

    [Fact]
    public Task Submit_FunctionUsesConsole_ReadsNoInputAndPoolStaysUsable() => Blocking.Run(() =>
    {
        Assert.Equal("printed by a test", Pool.Submit(RemoteFunctions.Print, "printed by a test").Result());
        Assert.Equal(4, Pool.Submit(RemoteFunctions.Square, 2).Result());
    });

    private static string Private(int n) => $"private {n}";
}
