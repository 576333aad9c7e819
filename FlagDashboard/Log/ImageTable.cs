namespace FlagDashboard.Log;

/// <summary>
/// Numbers the images of a race, from 0, in the order in which they were first downloaded. Pages name an image by its number, which takes
/// far fewer bytes than its hash. Not thread-safe.
/// </summary>
internal sealed class ImageTable
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _hashes = [];

    /// <summary>The SHA-256 hashes of the images, each at its number.</summary>
    public IReadOnlyList<string> Hashes => _hashes;

    /// <summary>Returns the number of an image, and gives the image the next number if it has none.</summary>
    /// <param name="hash">The SHA-256 hash of the image.</param>
    public int GetOrAdd(string hash)
    {
        if (!_numbers.TryGetValue(hash, out var number))
        {
            _numbers.Add(hash, number = _hashes.Count);
            _hashes.Add(hash);
        }

        return number;
    }
}
