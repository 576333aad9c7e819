using Microsoft.AspNetCore.SignalR.Client;

internal static class Viewer
{
    public static async Task Watch(string server, string race, Action<object> onEvent)
    {
        await using var hub = new HubConnectionBuilder().WithUrl($"{server}/hubs/races").Build();
        await hub.StartAsync();
        await foreach (var batch in hub.StreamAsync<object[]>("Watch", race, 0))
            Array.ForEach(batch, onEvent);
    }
}
