using System.Diagnostics;
using System.Security.Cryptography;
using FlagDashboard.Flags;
using FlagDashboard.Futures;

namespace FlagDashboard.Bench;

/// <summary>
/// The same downloads without the product: nothing but HttpClient and what .NET has for doing many things at once. What
/// comes is read and forgotten, so that no disk is measured; the product also hashes and saves it, and so do those kinds
/// whose name ends in <c>saved</c>. <c>executor</c> is the product's executor, client and store, and nobody who records;
/// <c>executor by run</c> saves each time in a folder of its own, as the dashboard does.
/// </summary>
internal static class Reference
{
    public const string Verb = "reference";

    /// <param name="args">kind, site, workers, codes, folder, repetitions.</param>
    public static async Task<int> Run(string[] args)
    {
        var (kind, site, workers, codes, folder, times) =
            (args[0], new Uri(args[1]), int.Parse(args[2]), args[3].Split(','), args[4], int.Parse(args[5]));
        ThreadPool.SetMinThreads(32, 32);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        using var client = new FlagClient();
        var store = new FlagStore(folder, kind.EndsWith("by run", StringComparison.Ordinal) ? FlagLayout.ByRun : FlagLayout.Flat);
        var saved = kind.EndsWith("saved", StringComparison.Ordinal);
        for (var round = 0; round < times; round++)
        {
            var began = Stopwatch.GetTimestamp();
            switch (kind.Split(' ')[0])
            {
                case "sequential":
                    foreach (var code in codes)
                        Get(code);
                    break;
                case "threads":
                    Threads();
                    break;
                case "when-each":
                    await WhenEach();
                    break;
                default:
                    Unrecorded($"race-{round}");
                    break;
            }

            Console.WriteLine($$"""{"elapsedMs":{{Stopwatch.GetElapsedTime(began).TotalMilliseconds}}}""");
        }

        return 0;

        Uri AddressOf(string code) => new(site, $"/flags/{code}/{code}.png");

        void Get(string code)
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

        void Threads()
        {
            var next = -1;
            var threads = Enumerable.Range(0, workers).Select(_ => new Thread(() =>
            {
                while (Interlocked.Increment(ref next) is var mine && mine < codes.Length)
                    Get(codes[mine]);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        }

        async Task WhenEach()
        {
            using var slots = new SemaphoreSlim(workers);
            await foreach (var done in Task.WhenEach(codes.Select(code => One(code, slots)).ToList()))
                await done;
        }

        async Task One(string code, SemaphoreSlim slots)
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

        void Unrecorded(string race)
        {
            using var executor = new ThreadPoolExecutor(workers);
            var toDo = codes.Select(code => executor.Submit(code => Keep(race, code), code)).ToList();
            foreach (var done in Future.AsCompleted(toDo))
                done.Result();
        }

        SavedFlag Keep(string race, string code)
        {
            var flag = client.Get(AddressOf(code), default);
            return store.Save(race, "run", code, flag.Bytes, flag.Extension);
        }
    }
}
