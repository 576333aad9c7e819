using System.Globalization;

namespace FlagDashboard.Tests.Browser;

/// <summary>Tests that the element that has the focus can be seen (WCAG 2.4.7).</summary>
internal static class FocusRings
{
    /// <summary>
    /// Gives the focus to every element that the Tab key reaches, and returns those without a visible ring. The ring may be on the label or
    /// on the frame of an input. A ring is visible if it is at least 2 px wide and contrasts with what lies behind it (WCAG 1.4.11): the
    /// element itself if the ring is inside it, and otherwise what the element lies on.
    /// </summary>
    private const string ElementsWithoutRing = """
        () => {
          const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const known = new Map();
          const rgbaOf = color => {
            if (!known.has(color)) {
              pixel.clearRect(0, 0, 1, 1);
              pixel.fillStyle = color;
              pixel.fillRect(0, 0, 1, 1);
              known.set(color, [...pixel.getImageData(0, 0, 1, 1).data]);
            }
            return known.get(color);
          };
          const over = (top, below) => top.slice(0, 3).map((value, i) => below[i] + (value - below[i]) * top[3] / 255);
          const colorOf = element => !element ? [255, 255, 255]
            : over(rgbaOf(getComputedStyle(element).backgroundColor), colorOf(element.parentElement));
          const luminanceOf = color => color
            .map(value => value / 255).map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
            .reduce((sum, value, i) => sum + value * [.2126, .7152, .0722][i], 0);
          const contrast = (one, other) => {
            const [low, high] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
            return (high + .05) / (low + .05);
          };
          const hasRing = element => {
            const style = getComputedStyle(element);
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 || style.opacity === '0')
              return false;
            const behind = colorOf(parseFloat(style.outlineOffset) <= -2 ? element : element.parentElement);
            return contrast(over(rgbaOf(style.outlineColor), behind), behind) >= 3;
          };
          const root = document.querySelector('dialog[open], :popover-open, .mud-dialog') ?? document;
          const all = [...root.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
            .filter(element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
          const without = all.filter(element => {
            element.focus();
            return document.activeElement !== element
              || ![element, element.closest('label'), element.closest('.mud-input')].some(one => one && hasRing(one));
          });
          return [`${all.length}`, ...without.map(element => element.outerHTML.slice(0, 120))];
        }
        """;

    /// <summary>Every element that can have the focus shows it in the theme that the visitor sees.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="state">What the page shows, for the message of a failed test.</param>
    public static async Task AssertVisible(Visitor visitor, string state)
    {
        // After a key, the browser treats a focus that a script sets as one of the keyboard.
        await visitor.Page.Keyboard.PressAsync("Tab");
        var found = await visitor.Page.EvaluateAsync<string[]>(ElementsWithoutRing);
        Assert.True(int.Parse(found[0], CultureInfo.InvariantCulture) >= 1, $"{state}: {found[0]} elements");
        Assert.True(found.Length == 1, $"{state}: {string.Join('\n', found[1..])}");
    }
}
