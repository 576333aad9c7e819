using System.Diagnostics;

namespace FlagDashboard.Futures;

/// <summary>Runs other people's code at places where its failure must stop nobody.</summary>
internal static class SafeInvoke
{
    public static void Run(string whose, Action foreign)
    {
        try
        {
            foreign();
        }
        catch (Exception error)
        {
            Trace.TraceError("{0} raised, which was ignored: {1}", whose, error);
        }
    }
}
