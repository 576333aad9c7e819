namespace FlagDashboard.Flags;

/// <summary>How contents are called: whole in logs, by their beginning in pages, which are told of thousands.</summary>
public static class ImageId
{
    /// <summary>How much of a name is enough, in hexadecimal digits: 48 bits do not meet by accident.</summary>
    private const int Enough = 12;

    /// <summary>Where a page finds a content: whatever the name, nothing in it means anything in HTML or in a style.</summary>
    /// <param name="image">Its name, whole.</param>
    public static string AddressOf(string image) => "/images/" + Uri.EscapeDataString(BeginningOf(image));

    /// <summary>What a page calls a content.</summary>
    internal static string BeginningOf(string image) => image.Length > Enough ? image[..Enough] : image;
}
