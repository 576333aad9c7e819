using System.Reflection;

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
    internal static EmbeddedSourceFile? Of(Type type, string folder, string extension) =>
        Of(type.Assembly, $"{folder}/{type.Name}{extension}");

    /// <summary>Returns a source file; null if it is not embedded in the program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="name">The path of the file, relative to the program's folder.</param>
    internal static EmbeddedSourceFile? Of(Assembly program, string name)
    {
        using var stream = program.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return new(name, reader.ReadToEnd());
    }
}
