using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;

namespace FlagDashboard.Tests.Observing;

/// <summary>A body that is sent line by line: HttpClient would otherwise keep back what fits into its buffer.</summary>
internal sealed class LineContent : HttpContent
{
    private readonly Channel<byte[]> _parts = Channel.CreateUnbounded<byte[]>();

    public LineContent() => Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-ndjson");

    public void Write(params string[] lines) => _parts.Writer.TryWrite(Recordings.Of(lines));

    public void Complete() => _parts.Writer.TryComplete();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await foreach (var part in _parts.Reader.ReadAllAsync())
        {
            await stream.WriteAsync(part);
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length) => (length = 0) > 0;
}
