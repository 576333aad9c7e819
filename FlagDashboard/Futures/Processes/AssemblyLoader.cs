using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace FlagDashboard.Futures.Processes;

/// <summary>Loads an assembly that does not belong to this program, and resolves its dependencies from its own folder.</summary>
internal static class AssemblyLoader
{
    /// <summary>Loads the assembly of a file, or returns it if it is loaded already.</summary>
    /// <param name="path">The full path of the file.</param>
    public static Assembly Load(string path)
    {
        // Loads the assembly into the default AssemblyLoadContext. In a context of its own, the assembly could get a second copy of
        // FlagDashboard, and .NET would treat the two copies of a type as different types.
        if (AssemblyLoadContext.Default.Assemblies.FirstOrDefault(loaded => !loaded.IsDynamic && loaded.Location == path) is { } known)
            return known;

        var dependencies = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            dependencies.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            dependencies.ResolveUnmanagedDllToPath(name) is { } found ? NativeLibrary.Load(found) : 0;
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
    }
}
