using System.Reflection;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// The name of a static function, by which another process can find the function. Python's pickle sends functions in the same way, by
/// module and qualified name.
/// </summary>
/// <param name="AssemblyPath">The path of the assembly's file; empty for the assembly of this program.</param>
/// <param name="TypeName">The full name of the type that declares the method.</param>
/// <param name="MethodSignature">The signature of the method in that type.</param>
internal sealed record StaticFunctionName(string AssemblyPath, string TypeName, string MethodSignature)
{
    private static readonly Assembly Program = typeof(StaticFunctionName).Assembly;

    /// <summary>Returns the name of a function.</summary>
    /// <exception cref="ArgumentException">Another process could not find or call the function; the message says why.</exception>
    public static StaticFunctionName From(Delegate function)
    {
        var method = function.Method;
        if (UnsupportedReason(function, method) is { } reason)
        {
            throw new ArgumentException(
                $"{reason} Use a static method instead, for example: static int Square(int n) => n * n;", nameof(function));
        }

        var assembly = method.DeclaringType!.Assembly;
        return new(assembly == Program ? "" : assembly.Location, method.DeclaringType.FullName!, method.ToString()!);
    }

    /// <summary>Finds the function in this process, and loads its assembly if needed.</summary>
    /// <exception cref="MissingMethodException">The assembly has changed since the caller loaded it.</exception>
    public MethodInfo Resolve() =>
        (AssemblyPath.Length == 0 ? Program : AssemblyLoader.Load(AssemblyPath)).GetType(TypeName, throwOnError: true)!
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .SingleOrDefault(method => method.ToString() == MethodSignature)
        ?? throw new MissingMethodException($"There is no {MethodSignature} in {TypeName} of {AssemblyPath}.");

    private static string? UnsupportedReason(Delegate function, MethodInfo method)
    {
        if (!function.HasSingleTarget)
            return "A delegate that combines several functions cannot be called in another process.";
        if (method.DeclaringType is not { } type)
            return "A function that was generated at run time cannot be found by another process.";
        if (!method.IsStatic && method.Name.Contains('<', StringComparison.Ordinal))
            return "A lambda cannot be found by another process, and the variables it captures exist only in this one.";

        var name = $"{type.Name}.{method.Name}";
        if (!method.IsStatic)
            return $"{name} is an instance method, and its object exists only in this process.";
        if (function.Target is not null)
            return $"{method.Name} is bound to its first argument, which exists only in this process.";
        if (method.IsGenericMethod || type.IsGenericType)
            return $"{name} is generic, and another process cannot find it by its name alone.";
        if (type.Assembly != Program && type.Assembly.Location.Length == 0)
            return $"{name} belongs to an assembly that is not a file, so another process cannot load it.";
        return null;
    }
}
