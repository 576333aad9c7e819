using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>A call that the recorder observed.</summary>
/// <param name="Function">The qualified name of the function.</param>
/// <param name="Arguments">The arguments as text, from left to right, as far as the recorder could show them.</param>
internal sealed record ObservedCall(string Function, IReadOnlyList<string> Arguments);

/// <summary>Chooses a short name for each call of a run. The names have to fit into bars.</summary>
internal static class CallLabels
{
    private const string Locals = "<locals>.";

    /// <summary>
    /// Names each call by the first of its arguments that differs between the calls of the same function. If the run calls several
    /// functions, the name is “function(argument)”. A call without such an argument has the name of its function.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<ObservedCall> calls)
    {
        var differing = calls.GroupBy(call => call.Function).ToDictionary(ofFunction => ofFunction.Key, FirstDifference);
        return [.. calls.Select(call =>
            SafeText.ToLine(NameOf(call, differing[call.Function], differing.Count == 1), EventTextSanitizer.MaxNameLength))];
    }

    /// <summary>The name of a function without the names of the functions that enclose it.</summary>
    public static string ShortNameOf(string function) =>
        SafeText.ToLine(function[(function.LastIndexOf(Locals, StringComparison.Ordinal) is >= 0 and var at ? at + Locals.Length : 0)..],
            EventTextSanitizer.MaxNameLength);

    private static string NameOf(ObservedCall call, int argument, bool isOnlyFunction)
    {
        var value = argument < call.Arguments.Count ? Unquoted(call.Arguments[argument]) : null;
        return string.IsNullOrWhiteSpace(value) ? ShortNameOf(call.Function)
            : isOnlyFunction ? value : $"{ShortNameOf(call.Function)}({value})";
    }

    private static int FirstDifference(IEnumerable<ObservedCall> calls)
    {
        var all = calls.ToList();
        var fewest = all.Min(call => call.Arguments.Count);
        var first = Enumerable.Range(0, fewest).FirstOrDefault(
            argument => all.Exists(call => call.Arguments[argument] != all[0].Arguments[argument]), -1);
        return first >= 0 ? first : all.Count == 1 && fewest > 0 ? 0 : int.MaxValue;
    }

    // Removes the quotes of a Python string, so that 'BR' becomes BR. A string with an escape sequence stays unchanged.
    private static string Unquoted(string argument) =>
        argument.Length > 2 && argument[0] is '\'' or '"' && argument[^1] == argument[0] && !argument.Contains('\\')
            ? argument[1..^1] : argument;
}
