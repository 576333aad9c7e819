using System.Numerics;
using System.Text.Json.Nodes;
using FlagDashboard.Futures.Processes;

namespace FlagDashboard.Tests.Futures.Processes;

/// <summary>A value arrives in another process as it was, or it is not sent.</summary>
public class JsonPayloadTests
{
    private static readonly Dictionary<string, (object? Value, Type Type)> Values = new()
    {
        ["null"] = (null, typeof(string)),
        ["text"] = ("ü🇧\0\n", typeof(string)),
        ["number"] = (0.1 + 0.2, typeof(double)),
        ["not a number"] = (double.NaN, typeof(double)),
        ["decimal"] = (79228162514264337593543950335m, typeof(decimal)),
        ["time"] = (new DateTime(2026, 1, 2, 3, 4, 5, 6, 7, DateTimeKind.Utc), typeof(DateTime)),
        ["unit of time"] = (TimeSpan.FromTicks(1), typeof(TimeSpan)),
        ["address"] = (new Uri("http://example.org/a%20b"), typeof(Uri)),
        ["enum"] = (DayOfWeek.Friday, typeof(DayOfWeek)),
        ["array"] = (new[] { 1, 2 }, typeof(int[])),
        ["bytes"] = (new ReadOnlyMemory<byte>([1, 2, 3]), typeof(ReadOnlyMemory<byte>)),
        ["sequence"] = (Enumerable.Range(0, 3).Select(n => n * n), typeof(IEnumerable<int>)),
        ["array behind an interface"] = (new[] { "a" }, typeof(IReadOnlyList<string>)),
        ["dictionary"] = (new Dictionary<string, int[]> { ["a"] = [1], ["b"] = [] }, typeof(Dictionary<string, int[]>)),
        ["dictionary of objects"] = (
            new Dictionary<string, object?> { ["a"] = 1, ["b"] = "x", ["c"] = null, ["d"] = new[] { true } },
            typeof(Dictionary<string, object?>)),
        ["set"] = (new HashSet<string> { "b", "a" }, typeof(HashSet<string>)),
        ["tuple"] = ((1, "a", new[] { 2 }), typeof((int, string, int[]))),
        ["record with an array"] = (new WithArray([1, 2]), typeof(WithArray)),
        ["own lock"] = (new WithLock { Count = 3 }, typeof(WithLock)),
        ["own collection"] = (new Named("") { 1 }, typeof(Named)),
        ["json"] = (JsonNode.Parse("""{"a":[1,null]}"""), typeof(JsonNode)),
    };

    private static readonly Dictionary<string, (object Value, Type Type)> Changed = new()
    {
        ["BigInteger"] = (new BigInteger(25), typeof(BigInteger)),
        ["BigInteger within"] = (new[] { BigInteger.One }, typeof(BigInteger[])),
        ["complex number"] = (new Complex(1, 2), typeof(Complex)),
        ["private state"] = (new WithPrivateState(5), typeof(WithPrivateState)),
        ["derived type"] = (new Derived { Name = "a", More = 1 }, typeof(Base)),
        ["half of a pair"] = ("\uD83C", typeof(string)),
        ["half of a pair alone"] = ('\uD83C', typeof(char)),
        ["stack"] = (new Stack<int>([1, 2]), typeof(Stack<int>)),
        ["dictionary that ignores case"] =
            (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }, typeof(Dictionary<string, int>)),
        ["collection with more than items"] = (new Named("x") { 1 }, typeof(Named)),
        ["object that is no JSON"] = (new BigInteger(1), typeof(object)),
        ["time as an object"] = (TimeSpan.FromSeconds(1), typeof(object)),
        ["no JSON at all"] = (typeof(int), typeof(Type)),
    };

    public static TheoryData<string> Carried => [.. Values.Keys];

    public static TheoryData<string> Refused => [.. Changed.Keys];

    [Theory]
    [MemberData(nameof(Carried))]
    public void Write_ValueThatJsonCarries_CanBeRead(string name)
    {
        var (value, type) = Values[name];
        var copy = JsonPayloadSerializer.Read(JsonPayloadSerializer.Write(value, type, "argument"), type, "argument");
        Assert.Equal(JsonPayloadSerializer.Write(value, type, "argument"), JsonPayloadSerializer.Write(copy, type, "argument"));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Write_ValueChangedByJson_ThrowsNotSupportedException(string name)
    {
        var (value, type) = Changed[name];
        var error = Assert.Throws<NotSupportedException>(() => JsonPayloadSerializer.Write(value, type, "argument"));
        Assert.StartsWith($"The argument, of type {type.Name.Split('`')[0]}", error.Message, StringComparison.Ordinal);
    }

    public sealed record WithArray(int[] Items);

    public sealed class WithLock
    {
        private readonly Lock _lock = new();

        public int Count { get; set; }

        public void Enter() => _lock.Enter();
    }

    public sealed class WithPrivateState(int state)
    {
        private readonly int _state = state;

        public WithPrivateState()
            : this(0)
        {
        }

        public override string ToString() => $"{_state}";
    }

    public class Base
    {
        public string Name { get; set; } = "";
    }

    public sealed class Derived : Base
    {
        public int More { get; set; }
    }

    public sealed class Named(string name) : List<int>
    {
        public Named()
            : this("")
        {
        }

        public string Name { get; } = name;
    }
}
