using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace FlagDashboard.Tests.Hubs;

/// <summary>Stands between a client and a server, passes their bytes on, and can break every connection at once.</summary>
internal sealed class TcpRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> _connections = new();
    private readonly EndPoint _server;
    private readonly TimeSpan _delay;
    private int _refuse;
    private int _refused;

    /// <param name="server">The server, by IP address.</param>
    /// <param name="delay">How much later bytes arrive, each way.</param>
    public TcpRelay(Uri server, TimeSpan delay = default)
    {
        _delay = delay;
        _server = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        _listener.Start();
        _ = Accept();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>How many connections were broken as soon as they were made.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>From now on breaks this many connections as soon as they are made.</summary>
    public void RefuseNext(int connections) => Volatile.Write(ref _refuse, connections);

    /// <summary>Breaks every open connection by a reset, to both sides, with no word of farewell.</summary>
    /// <returns>How many there were.</returns>
    public int Cut() => _connections.Keys.Count(client =>
    {
        if (!_connections.TryRemove(client, out var server))
            return false;
        Reset(client);
        Reset(server);
        return true;
    });

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync();
            if (Volatile.Read(ref _refuse) > 0)
            {
                Interlocked.Decrement(ref _refuse);
                Interlocked.Increment(ref _refused);
                Reset(client);
                continue;
            }

            var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await server.ConnectAsync(_server);
            _connections[client] = server;
            _ = Serve(client, server);
        }
    }

    private async Task Serve(Socket client, Socket server)
    {
        await Task.WhenAll(Pass(client, server), Pass(server, client));
        if (_connections.TryRemove(client, out _))
        {
            client.Dispose();
            server.Dispose();
        }
    }

    private async Task Pass(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            if (_delay == TimeSpan.Zero)
                await source.CopyToAsync(target);
            else
                await CopyLate(source, target);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            // The relay cut the connection, or one of the sides closed it.
        }
    }

    // Reads on while earlier bytes are still delayed, because a slow line delays every byte by the same time.
    private async Task CopyLate(NetworkStream source, NetworkStream target)
    {
        var late = Channel.CreateUnbounded<(byte[] Bytes, Task Arrival)>();
        var writing = Write();
        var buffer = new byte[64 * 1024];
        while (await source.ReadAsync(buffer) is > 0 and var count)
            late.Writer.TryWrite((buffer[..count], Task.Delay(_delay)));
        late.Writer.Complete();
        await writing;

        async Task Write()
        {
            await foreach (var (bytes, arrival) in late.Reader.ReadAllAsync())
            {
                await arrival;
                await target.WriteAsync(bytes);
            }
        }
    }
}
