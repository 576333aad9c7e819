namespace FlagDashboard.Races;

/// <summary>A file of source code, as it was when the program was built.</summary>
/// <param name="Name">Its path inside the program's folder.</param>
/// <param name="Text">All of it.</param>
public sealed record SourceFile(string Name, string Text)
{
    /// <summary>The source of a type, in that language; null if it was not built in.</summary>
    internal static SourceFile? Of(Type type, string folder, string extension)
    {
        var name = $"{folder}/{type.Name}{extension}";
        using var stream = type.Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return new(name, reader.ReadToEnd());
    }
}
