using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Tests.Futures.Processes;

/// <summary>
/// Where functions in other processes knock and wait, until the test lets them go on. What ends with a process is its connection.
/// </summary>
internal sealed class LoopbackProbe : IDisposable
{
    private static readonly List<TcpClient> Kept = [];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackProbe() => _listener.Start();

    /// <summary>What the functions need to find it.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>In the other process: knocks and waits. Returns its process's id.</summary>
    public static int Enter(int port)
    {
        using var connection = Knock(port);
        connection.GetStream().ReadByte();
        return Environment.ProcessId;
    }

    /// <summary>In the other process: knocks, and leaves the connection open for as long as the process lives.</summary>
    public static int Linger(int port)
    {
        Kept.Add(Knock(port));
        return Environment.ProcessId;
    }

    /// <summary>Waits for the next one.</summary>
    public Guest Await() => new(_listener.AcceptTcpClient());

    public void Dispose() => _listener.Dispose();

    private static TcpClient Knock(int port)
    {
        var connection = new TcpClient();
        connection.Connect(IPAddress.Loopback, port);
        connection.GetStream().Write(BitConverter.GetBytes(Environment.ProcessId));
        return connection;
    }
}

/// <summary>A function, in its own process, that waits at the <see cref="LoopbackProbe"/>.</summary>
internal sealed class Guest
{
    private readonly NetworkStream _stream;

    public Guest(TcpClient connection)
    {
        _stream = connection.GetStream();
        var pid = new byte[sizeof(int)];
        _stream.ReadExactly(pid);
        Pid = BitConverter.ToInt32(pid);
    }

    /// <summary>The id of its process.</summary>
    public int Pid { get; }

    public string Name => Pid.ToString(CultureInfo.InvariantCulture);

    public void LetIn() => _stream.WriteByte(1);

    /// <summary>Waits for the end of its process.</summary>
    public void AwaitGone()
    {
        try
        {
            Assert.Equal(-1, _stream.ReadByte());
        }
        catch (IOException)
        {
            // Reset, since it was killed.
        }
    }
}
