namespace FlagDashboard.Flags.Images;

/// <summary>A format of images that browsers show.</summary>
/// <param name="Extension">The file extension, without the dot.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="HasSignature">Tests whether bytes begin with the signature of this format.</param>
/// <param name="IsComplete">
/// Tests whether bytes with the signature contain the whole image. Further bytes after the end are allowed, because decoders ignore them.
/// </param>
internal sealed record ImageFormat(string Extension, string ContentType, ImagePredicate HasSignature, ImagePredicate IsComplete);

/// <summary>A test of the bytes of an image.</summary>
internal delegate bool ImagePredicate(ReadOnlySpan<byte> bytes);
