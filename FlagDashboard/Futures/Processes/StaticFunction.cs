using System.Reflection;

namespace FlagDashboard.Futures.Processes;

/// <summary>A function that another process can find by name, as Python finds one by its module and qualified name.</summary>
/// <param name="Assembly">The file of its assembly; empty for the program itself.</param>
/// <param name="Type">The full name of the type it stands in.</param>
/// <param name="Method">Its signature in that type.</param>
internal sealed record StaticFunction(string Assembly, string Type, string Method)
{
    private static readonly Assembly Program = typeof(StaticFunction).Assembly;

    /// <summary>The name of a function.</summary>
    /// <exception cref="ArgumentException">Another process could not find it, or not call it; the message says why.</exception>
    public static StaticFunction Of(Delegate function)
    {
        var method = function.Method;
        if (WhyNot(function, method) is { } reason)
            throw new ArgumentException(
                $"{reason} Give a static method instead, for example: static int Square(int n) => n * n;", nameof(function));
        var assembly = method.DeclaringType!.Assembly;
        return new(assembly == Program ? "" : assembly.Location, method.DeclaringType.FullName!, method.ToString()!);
    }

    /// <summary>The function in this process.</summary>
    /// <exception cref="MissingMethodException">The assembly has changed since the caller loaded it.</exception>
    public MethodInfo Find() =>
        (Assembly.Length == 0 ? Program : AssemblyLoader.Load(Assembly)).GetType(Type, throwOnError: true)!
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .SingleOrDefault(method => method.ToString() == Method)
        ?? throw new MissingMethodException($"There is no {Method} in {Type} of {Assembly}.");

    private static string? WhyNot(Delegate function, MethodInfo method) =>
        !function.HasSingleTarget ? "A delegate of several functions cannot be called in another process."
        : method.DeclaringType is null ? "A function that was made while the program runs cannot be found by another process."
        : !method.IsStatic && method.Name.Contains('<', StringComparison.Ordinal)
            ? "A lambda cannot be found by another process, and what it captures stays in this one."
        : !method.IsStatic ? $"{method.DeclaringType.Name}.{method.Name} is an instance method, and its object stays in this process."
        : function.Target is not null ? $"{method.Name} is bound to its first argument, which stays in this process."
        : method.IsGenericMethod
            || method.DeclaringType.IsGenericType
            ? $"{method.DeclaringType.Name}.{method.Name} is generic: another process cannot find it by its name alone."
        : method.DeclaringType.Assembly != Program
            && method.DeclaringType.Assembly.Location.Length == 0
            ? $"{method.DeclaringType.Name}.{method.Name} stands in an assembly that is no file, so that another process cannot load it."
        : null;
}
