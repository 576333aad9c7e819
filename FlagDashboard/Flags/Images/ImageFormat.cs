namespace FlagDashboard.Flags.Images;

/// <summary>A format of images that browsers show.</summary>
/// <param name="Extension">The file extension, without the dot.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="HasSignature">Whether bytes begin as this format does.</param>
/// <param name="IsComplete">
/// Whether bytes that begin so hold the image to its end. Bytes after its end are allowed, because decoders ignore them.
/// </param>
internal sealed record ImageFormat(string Extension, string ContentType, ImagePredicate HasSignature, ImagePredicate IsComplete);

/// <summary>A test of the bytes of an image.</summary>
internal delegate bool ImagePredicate(ReadOnlySpan<byte> bytes);
