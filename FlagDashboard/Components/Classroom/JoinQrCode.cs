using QRCoder;

namespace FlagDashboard.Components.Classroom;

/// <summary>Draws a QR code as SVG.</summary>
internal static class JoinQrCode
{
    /// <summary>
    /// Returns the SVG element of a QR code. The code is dark on white in every theme, because many cameras cannot read inverted codes.
    /// </summary>
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(1, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
