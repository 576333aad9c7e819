using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FlagDashboard.Tests.Api;

/// <summary>The request of a client that takes its answer only when the test does. Like Kestrel, it accepts 64 KB at most.</summary>
internal sealed class SilentReader : IHttpResponseBodyFeature, IHttpRequestLifetimeFeature
{
    private readonly CancellationTokenSource _aborted = new();
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));

    public SilentReader(string address = "127.0.0.1")
    {
        Context.Features.Set<IHttpResponseBodyFeature>(this);
        Context.Features.Set<IHttpRequestLifetimeFeature>(this);
        Context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        Context.Request.Method = "GET";
        RequestAborted = _aborted.Token;
    }

    public DefaultHttpContext Context { get; } = new();

    public CancellationToken RequestAborted { get; set; }

    public Stream Stream => _pipe.Writer.AsStream();

    public PipeWriter Writer => _pipe.Writer;

    public void Abort() => _aborted.Cancel();

    /// <summary>Takes what has been sent so far, and returns its size in bytes.</summary>
    public int Take()
    {
        if (!_pipe.Reader.TryRead(out var sent))
            return 0;
        var length = (int)sent.Buffer.Length;
        _pipe.Reader.AdvanceTo(sent.Buffer.End);
        return length;
    }

    public Task CompleteAsync() => Task.CompletedTask;

    public void DisableBuffering()
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
