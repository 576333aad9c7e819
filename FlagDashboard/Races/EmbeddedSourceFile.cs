namespace FlagDashboard.Races;

/// <summary>A file of source code that is embedded in the program.</summary>
/// <param name="RelativePath">The path of the file, relative to the program's folder.</param>
/// <param name="Text">The content.</param>
public sealed record EmbeddedSourceFile(string RelativePath, string Text)
{
    /// <summary>Returns the source file of a type; null if the file is not embedded in the program.</summary>
    /// <param name="type">The type. The file has the name of the type.</param>
    /// <param name="folder">The folder of the file.</param>
    /// <param name="extension">The file extension of the language, with its dot.</param>
    internal static EmbeddedSourceFile? Of(Type type, string folder, string extension)
    {
        var name = $"{folder}/{type.Name}{extension}";
        using var stream = type.Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return new(name, reader.ReadToEnd());
    }
}
