using System.Reflection.Emit;
using FlagDashboard.Futures;
using FlagDashboard.Futures.Processes;

namespace FlagDashboard.Tests.Futures.Processes;

/// <summary>Submit refuses functions that a worker process could not call, before any process starts.</summary>
public class StaticFunctionNameTests
{
    private readonly int _own = 1;

    private static void IsRefused<TArg>(Func<TArg, int> function, TArg argument, string because)
    {
        using var pool = new ProcessPoolExecutor(1);
        var error = Assert.Throws<ArgumentException>(() => pool.Submit(function, argument));
        Assert.Equal("function", error.ParamName);
        Assert.StartsWith(because, error.Message);
        Assert.Contains("Use a static method instead", error.Message);
    }

    [Fact]
    public void Submit_Lambdas_AreRefused()
    {
        var captured = 1;
        IsRefused(n => n, 1, "A lambda cannot be found by another process");
        IsRefused(static n => n, 1, "A lambda cannot be found by another process");
        IsRefused(n => n + captured, 1, "A lambda cannot be found by another process");
        IsRefused(Local, 1, "A lambda cannot be found by another process");

        int Local(int n) => n + captured;
    }

    [Fact]
    public void Submit_InstanceMethod_IsRefused() =>
        IsRefused(Own, 1, "StaticFunctionNameTests.Own is an instance method, and its object exists only in this process.");

    [Fact]
    public void Submit_BoundExtensionMethod_IsRefused() => IsRefused("abc".CountOf, 'a', "CountOf is bound to its first argument");

    [Fact]
    public void Submit_GenericMethodOrType_IsRefused()
    {
        IsRefused(Generic, 1, "StaticFunctionNameTests.Generic is generic");
        IsRefused(Box<int>.Zero, 1, "Box`1.Zero is generic");
    }

    [Fact]
    public void Submit_MulticastDelegate_IsRefused()
    {
        Func<int, int> twice = RemoteFunctions.Square;
        IsRefused(twice + RemoteFunctions.Square, 1, "A delegate that combines several functions");
    }

    [Fact]
    public void Submit_FunctionGeneratedAtRunTime_IsRefused()
    {
        var made = new DynamicMethod("Made", typeof(int), [typeof(int)]);
        var code = made.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ret);
        IsRefused(made.CreateDelegate<Func<int, int>>(), 1, "A function that was generated at run time");
    }

    [Fact]
    public void Submit_Null_IsRefused()
    {
        using var pool = new ProcessPoolExecutor(1);
        Assert.Throws<ArgumentNullException>(() => pool.Submit<int, int>(null!, 1));
    }

    [Fact]
    public void Resolve_MissingMethodOrType_ThrowsWithItsName()
    {
        var name = StaticFunctionName.From(RemoteFunctions.Square);
        Assert.Equal(typeof(RemoteFunctions).GetMethod(nameof(RemoteFunctions.Square)), name.Resolve());
        Assert.Contains("There is no Int32 Cube(Int32)",
            Assert.Throws<MissingMethodException>(() => (name with { MethodSignature = "Int32 Cube(Int32)" }).Resolve()).Message);
        Assert.Throws<TypeLoadException>(() => (name with { TypeName = "No.Such" }).Resolve());
    }

    private static T Generic<T>(T thing) => thing;

    private int Own(int n) => n + _own;

    private static class Box<T>
    {
        public static int Zero(T thing) => 0;
    }
}

internal static class Counting
{
    public static int CountOf(this string text, char c) => text.Count(other => other == c);
}
