using System.Diagnostics;
using System.Security.Cryptography;
using FlagDashboard.Flags;
using FlagDashboard.Futures;

namespace FlagDashboard.Bench;

/// <summary>
/// Downloads the flags without the product, with only HttpClient and the concurrency of .NET. The kinds <c>sequential</c>,
/// <c>threads</c> and <c>when-each</c> read each flag and discard it, so that no disk is measured. With <c>saved</c> at the end of its
/// name, a kind also hashes and saves each flag, as the product does. The kind <c>executor</c> uses the executor, client and store of
/// the product and records nothing. The kind <c>executor by run</c> also saves each repetition in a new folder, as the dashboard does.
/// </summary>
internal static class BareDownloads
{
    /// <summary>The first argument of the benchmark that runs such a download instead.</summary>
    public const string Verb = "reference";

    /// <summary>Downloads the flags repeatedly, and prints the time of each repetition as a line of JSON.</summary>
    /// <param name="args">The kind, site, number of workers, codes, folder and number of repetitions.</param>
    public static async Task<int> Run(string[] args)
    {
        var (kind, site, workers, codes, folder, times) =
            (args[0], new Uri(args[1]), int.Parse(args[2]), args[3].Split(','), args[4], int.Parse(args[5]));
        ThreadPool.SetMinThreads(32, 32);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        using var client = new FlagClient();
        var store = new FlagStore(
            folder, kind.EndsWith("by run", StringComparison.Ordinal) ? FlagStoreLayout.ByRun : FlagStoreLayout.Flat);
        var saved = kind.EndsWith("saved", StringComparison.Ordinal);
        for (var round = 0; round < times; round++)
        {
            var began = Stopwatch.GetTimestamp();
            switch (kind.Split(' ')[0])
            {
                case "sequential":
                    foreach (var code in codes)
                        Download(code);
                    break;
                case "threads":
                    RunThreads();
                    break;
                case "when-each":
                    await RunWhenEach();
                    break;
                default:
                    RunExecutor($"race-{round}");
                    break;
            }

            Console.WriteLine($$"""{"elapsedMs":{{Stopwatch.GetElapsedTime(began).TotalMilliseconds}}}""");
        }

        return 0;

        Uri AddressOf(string code) => new(site, $"/flags/{code}/{code}.png");

        void Download(string code)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(code));
            using var response = http.Send(request);
            using var body = new MemoryStream();
            response.EnsureSuccessStatusCode().Content.CopyTo(body, null, default);
            if (body.Length == 0)
                throw new InvalidDataException(code);
            if (saved)
                Save(code, body.ToArray());
        }

        void Save(string code, byte[] bytes)
        {
            var (path, image) = (Path.Combine(folder, $"{code}.png"), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            if (File.Exists(path))
                return;
            File.WriteAllBytes($"{path}.{image}", bytes);
            File.Move($"{path}.{image}", path);
        }

        void RunThreads()
        {
            var next = -1;
            var threads = Enumerable.Range(0, workers).Select(_ => new Thread(() =>
            {
                while (Interlocked.Increment(ref next) is var number && number < codes.Length)
                    Download(codes[number]);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        }

        async Task RunWhenEach()
        {
            using var slots = new SemaphoreSlim(workers);
            await foreach (var done in Task.WhenEach(codes.Select(code => DownloadAsync(code, slots)).ToList()))
                await done;
        }

        async Task DownloadAsync(string code, SemaphoreSlim slots)
        {
            await slots.WaitAsync();
            try
            {
                var bytes = await http.GetByteArrayAsync(AddressOf(code));
                if (bytes.Length == 0)
                    throw new InvalidDataException(code);
                if (saved)
                    Save(code, bytes);
            }
            finally
            {
                slots.Release();
            }
        }

        void RunExecutor(string race)
        {
            using var executor = new ThreadPoolExecutor(workers);
            var toDo = codes.Select(code => executor.Submit(code => DownloadAndSave(race, code), code)).ToList();
            foreach (var done in Future.AsCompleted(toDo))
                done.Result();
        }

        SavedFlag DownloadAndSave(string race, string code)
        {
            var flag = client.Get(AddressOf(code), default);
            return store.Save(race, "run", code, flag.Bytes, flag.Extension);
        }
    }
}
