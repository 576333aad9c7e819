using System.Text;

namespace FlagDashboard.Futures.Processes;

/// <summary>The body of a <see cref="FrameKind.Raised"/>: what is left of an exception between processes.</summary>
internal static class ExceptionPayload
{
    public static byte[] Of(Exception error)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(error.GetType().FullName!);
        writer.Write(Text(() => error.Message));
        writer.Write(Text(error.ToString));
        return bytes.ToArray();
    }

    public static RemoteException Read(byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        return new(reader.ReadString(), reader.ReadString(), reader.ReadString());
    }

    // An exception's own code may raise too.
    private static string Text(Func<string> ask)
    {
        var text = "";
        SafeInvoke.Run("An exception's text", () => text = ask());
        return text;
    }
}
