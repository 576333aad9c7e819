using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Tests.Futures.Processes;

/// <summary>
/// A loopback listener that functions in worker processes connect to. A test uses the connections to hold the functions, and to
/// notice when their processes end.
/// </summary>
internal sealed class LoopbackProbe : IDisposable
{
    // Used in worker processes. Keeps the connections open as long as the process lives.
    private static readonly List<TcpClient> Open = [];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackProbe() => _listener.Start();

    /// <summary>The port that functions connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Runs in a worker process: connects, and waits until the test releases it. Returns the process id.</summary>
    public static int ConnectAndWait(int port)
    {
        using var connection = Connect(port);
        connection.GetStream().ReadByte();
        return Environment.ProcessId;
    }

    /// <summary>Runs in a worker process: connects, and leaves the connection open. Returns the process id at once.</summary>
    public static int ConnectAndStay(int port)
    {
        Open.Add(Connect(port));
        return Environment.ProcessId;
    }

    /// <summary>Blocks until the next function connects.</summary>
    public ProbeConnection Accept() => new(_listener.AcceptTcpClient());

    public void Dispose() => _listener.Dispose();

    private static TcpClient Connect(int port)
    {
        var connection = new TcpClient();
        connection.Connect(IPAddress.Loopback, port);
        connection.GetStream().Write(BitConverter.GetBytes(Environment.ProcessId));
        return connection;
    }
}

/// <summary>The test's end of a connection from a function in a worker process.</summary>
internal sealed class ProbeConnection
{
    private readonly NetworkStream _stream;

    public ProbeConnection(TcpClient connection)
    {
        _stream = connection.GetStream();
        var pid = new byte[sizeof(int)];
        _stream.ReadExactly(pid);
        Pid = BitConverter.ToInt32(pid);
    }

    /// <summary>The worker's process id.</summary>
    public int Pid { get; }

    /// <summary>The process id as text.</summary>
    public string Name => Pid.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lets <see cref="LoopbackProbe.ConnectAndWait"/> return.</summary>
    public void Release() => _stream.WriteByte(1);

    /// <summary>Blocks until the worker's process has ended, which closes the connection.</summary>
    public void WaitForExit()
    {
        try
        {
            Assert.Equal(-1, _stream.ReadByte());
        }
        catch (IOException)
        {
            // The connection was reset because the process was killed.
        }
    }
}
