using System.Reflection;
using System.Runtime.Loader;

namespace FlagDashboard.Futures.Processes;

/// <summary>Loads an assembly that is no part of this program, with what stands beside it.</summary>
internal static class AssemblyLoader
{
    // In the default context: its FlagDashboard and its framework must be this process's own.
    public static Assembly Load(string path)
    {
        if (AssemblyLoadContext.Default.Assemblies.FirstOrDefault(loaded => !loaded.IsDynamic && loaded.Location == path) is { } known)
            return known;

        var beside = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            beside.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            beside.ResolveUnmanagedDllToPath(name) is { } found ? System.Runtime.InteropServices.NativeLibrary.Load(found) : 0;
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
    }
}
