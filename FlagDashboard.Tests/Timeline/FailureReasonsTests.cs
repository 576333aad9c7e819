using System.Net.Sockets;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

/// <summary>Tests that the reasons which the product writes can be worded in the language of their reader.</summary>
public class FailureReasonsTests
{
    public static TheoryData<string> Reasons =>
    [
        .. Enum.GetValues<SocketError>().Select(error => DownloadFailureText.ReasonOf(
            new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)error)))!).Distinct(),
        .. Enum.GetValues<HttpRequestError>().Select(error => DownloadFailureText.ReasonOf(new HttpRequestException(error))!).Distinct(),
        DownloadFailureText.ReasonOf(new InvalidDataException())!,
        ThreadStartFailure.Reason,
        $"InvalidOperationException: {ThreadStartFailure.Reason}",
        SaveException.Of(new UnauthorizedAccessException()).Message,
        SaveException.Of(new IOException()).Message,
        SaveException.Of(new IOException("", 28)).Message,
        SaveException.Of(new IOException("", 24)).Message,
    ];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Parse_ReasonOfTheProduct_HasTemplateAndKeepsItsText(string reason) =>
        Assert.Equal(reason, LogTextLocalizer.Parse(reason)?.ToString());

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Localize_ReasonOfTheProduct_LeavesNoEnglishWithinIt(string reason)
    {
        var marked = LogTextLocalizer.Localize(reason, (template, arguments) => "✓" + English.Format(template, arguments));
        // The text of the operating system after “no connection” is the only one that has no template.
        Assert.All(
            marked.Split(": ").Skip(1).Where(_ => reason.StartsWith("cannot be saved", StringComparison.Ordinal)),
            part => Assert.StartsWith("✓", part, StringComparison.Ordinal));
    }
}
