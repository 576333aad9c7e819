using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace FlagDashboard.Tests;

public class SafeConsoleFormatterTests
{
    private static string[] Write(string message, Exception? error = null)
    {
        var output = new StringWriter();
        new SafeConsoleFormatter().Write(
            new LogEntry<string>(LogLevel.Warning, "Category", new EventId(7), message, error, (state, _) => state), null, output);
        return output.ToString().TrimEnd().Split(Environment.NewLine);
    }

    [Fact]
    public void Write_MessageWithException_HasLayoutOfSimpleConsoleFormatter() => Assert.Equal(
        ["warn: Category[7]", "      first", "      second", "      System.IO.InvalidDataException: third"],
        Write("first\nsecond", new InvalidDataException("third")));

    [Fact]
    public void Write_TextWithControlCharacters_ReplacesThem()
    {
        var lines = Write("a\u001b[31m\u009b2J\rb", new InvalidDataException("c\u0007\u202Ed"));
        Assert.Equal(
            ["warn: Category[7]", "      a\uFFFD[31m\uFFFD2J", "      b", "      System.IO.InvalidDataException: c\uFFFD\uFFFDd"], lines);
    }

    [Theory]
    [InlineData(null, "safe")]
    [InlineData("json", "json")]
    public void Use_FormatterNameSetting_SelectsSafeFormatterUnlessAnotherIsSet(string? setting, string expected)
    {
        using var services = new ServiceCollection().AddLogging(logging =>
        {
            logging.AddConsole(options => options.FormatterName = setting);
            SafeConsoleFormatter.Use(logging);
        }).BuildServiceProvider();
        Assert.Equal(expected, services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
        Assert.Contains(services.GetServices<ConsoleFormatter>(), formatter => formatter is SafeConsoleFormatter);
    }
}
