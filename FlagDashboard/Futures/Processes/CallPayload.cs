using System.Text;

namespace FlagDashboard.Futures.Processes;

/// <summary>The body of a <see cref="FrameKind.Call"/> frame: the function to call, and its argument as JSON.</summary>
internal readonly record struct CallPayload(StaticFunctionName Function, byte[] Argument)
{
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream(Argument.Length + 256);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Function.AssemblyPath);
        writer.Write(Function.TypeName);
        writer.Write(Function.MethodSignature);
        writer.Write(Argument);
        return bytes.ToArray();
    }

    public static CallPayload Read(byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        var function = new StaticFunctionName(reader.ReadString(), reader.ReadString(), reader.ReadString());
        return new(function, body[(int)reader.BaseStream.Position..]);
    }
}
