using System.Text;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// The body of a <see cref="FrameKind.Raised"/> frame: an exception's full type name, short type name, message and full text.
/// </summary>
internal static class ExceptionPayload
{
    public static byte[] ToBytes(Exception error)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(error.GetType().FullName!);
        writer.Write(TypeDisplayName.Format(error.GetType()));
        writer.Write(TextOrEmpty(() => error.Message));
        writer.Write(TextOrEmpty(error.ToString));
        return bytes.ToArray();
    }

    public static RemoteException Read(byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        return new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
    }

    // An exception class may override Message or ToString with code that throws. The exception is then sent with an empty text.
    private static string TextOrEmpty(Func<string> read)
    {
        var text = "";
        SafeInvoke.Run("An exception's text", () => text = read());
        return text;
    }
}
