using FlagDashboard.Timeline;
using Bunit;
using FlagDashboard.Components.Picker;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Components.Picker;

public sealed class CountryPickerTests : ComponentTest
{
    private IReadOnlyList<string>? _told;

    private IRenderedComponent<CountryPicker> Show(PlanProblem? problem, params IEnumerable<string> codes)
    {
        _ = Popovers;
        return Render<CountryPicker>(picker => picker
            .Add(p => p.Selection, CountryLookup.Read(Catalog, codes))
            .Add(p => p.Problem, problem)
            .Add(p => p.CodesChanged, told => _told = told));
    }

    private IRenderedComponent<CountryPicker> Show(params IEnumerable<string> codes) => Show(null, codes);

    private static string[] Pressed(IRenderedComponent<CountryPicker> picker)
    {
        var presets = picker.FindAll(".presets button");
        Assert.Equal(PlanLink.CountryPresets(Catalog).Count(), presets.Count);
        return [.. presets.Where(preset => preset.GetAttribute("aria-pressed") == "true").Select(preset => preset.TextContent)];
    }

    [Fact]
    public void Chips_PickedCountries_HaveOneEachWithFlag()
    {
        var picker = Show("fr", "DE", "BR");
        Assert.Equal(["BR", "DE", "FR"], picker.FindAll(".chips li").Select(chip => chip.TextContent.Trim()));
        Assert.Equal(3, picker.FindAll(".chips img[src^='./images/']").Select(flag => flag.GetAttribute("src")).Distinct().Count());
        Assert.Equal("3 picked", picker.Find("[data-testid=country-count]").TextContent);
        Assert.Empty(picker.FindAll(".problem, .hint, .bad"));
    }

    [Fact]
    public void Presets_OneIsPicked_OnlyItIsPressed()
    {
        Assert.Equal(["POP20"], Pressed(Show(Catalog.Pop20.Select(country => country.Code))));
        Assert.Equal(["None"], Pressed(Show()));
    }

    [Fact]
    public void Presets_OtherCountriesArePicked_NoneIsPressed()
    {
        Assert.Empty(Pressed(Show("FR", "DE")));
        Assert.Empty(Pressed(Show([.. Catalog.Pop20.Select(country => country.Code), "ZZ"])));
    }

    [Fact]
    public async Task Search_Focused_DoesNotSelectTypedText()
    {
        var picker = Show();
        await picker.Find("input").FocusAsync();
        Assert.DoesNotContain(JSInterop.Invocations, call => call.Identifier.Contains("select", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Preset_Pressed_ReplacesPickedCountries()
    {
        await Show("FR", "ZZ").Find("[data-testid=preset-south-america]").ClickAsync();
        Assert.Equal(Catalog.All.Where(country => country.Continent == "South America").Select(country => country.Code), _told);
        Assert.Contains("BR", _told!);
    }

    [Fact]
    public async Task Preset_AfterChoiceByHand_CanBeUndone()
    {
        var picker = Show("FR", "ZZ");
        Assert.Empty(picker.FindAll("[data-testid=undo-preset]"));
        await Press("none");
        Assert.Empty(_told!);
        // A second preset does not replace a choice by hand, so the choice before it can still be restored.
        await Press("all");
        Assert.Contains("Your own choice of 2 was replaced.", picker.Find("[data-testid=replaced]").TextContent, StringComparison.Ordinal);
        await picker.Find("[data-testid=undo-preset]").ClickAsync();
        Assert.Equal(["FR", "ZZ"], _told);
        Update();
        Assert.Empty(picker.FindAll("[data-testid=undo-preset]"));

        await Press("none");
        await picker.Find("textarea[data-testid=country-paste]").InputAsync("BR");
        await picker.Find("[data-testid=country-paste-add]").ClickAsync();
        Update();
        Assert.Empty(picker.FindAll("[data-testid=undo-preset]"));

        async Task Press(string preset)
        {
            await picker.Find($"[data-testid=preset-{preset}]").ClickAsync();
            Update();
        }

        void Update() => picker.Render(p => p.Add(q => q.Selection, CountryLookup.Read(Catalog, _told!)));
    }

    [Fact]
    public async Task Preset_AfterPreset_OffersNoUndo()
    {
        var picker = Show(Catalog.Pop20.Select(country => country.Code));
        await picker.Find("[data-testid=preset-all]").ClickAsync();
        picker.Render(p => p.Add(q => q.Selection, CountryLookup.Read(Catalog, _told!)));
        Assert.Empty(picker.FindAll("[data-testid=undo-preset]"));
    }

    [Fact]
    public void Chips_AreToolbarWithNamesAndKeys()
    {
        var picker = Show("BR", "ZZ");
        var toolbar = picker.Find("[role=toolbar]");
        Assert.Equal("Picked countries", toolbar.GetAttribute("aria-label"));
        Assert.Equal(
            "Arrow keys move between the countries. Delete removes one.",
            picker.Find($"#{toolbar.GetAttribute("aria-describedby")}").TextContent);
        Assert.Equal(["Remove Brazil", "Remove ZZ"], picker.FindAll(".chips button").Select(chip => chip.GetAttribute("data-tip")));
        Assert.Contains(JSInterop.Invocations, call => call is { Identifier: "import", Arguments: ["./js/picked-chips.js"] });
    }

    [Fact]
    public async Task Chip_Pressed_RemovesOnlyItsCountry()
    {
        await Show("BR", "DE", "FR", "ZZ").FindAll(".chips button")[1].ClickAsync();
        Assert.Equal(["BR", "FR", "ZZ"], _told);
    }

    [Fact]
    public async Task Paste_List_AddsKnownAndUnknownCodes()
    {
        var picker = Show("BR");
        await picker.Find("textarea[data-testid=country-paste]").InputAsync("fr; zz\nDE");
        await picker.Find("[data-testid=country-paste-add]").ClickAsync();
        Assert.Equal(["BR", "fr", "zz", "DE"], _told);
        Assert.Equal("", picker.Find("textarea[data-testid=country-paste]").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Unknown_Codes_AreShownAsChipsWithReason()
    {
        var picker = Show("FR", "ZZ", "<b>");
        Assert.Equal(
            ["✕ ZZ no such code", "✕ <b> no such code"],
            picker.FindAll("[data-testid=bad-code]").Select(chip => chip.TextContent));
        Assert.Contains("Not a country code, so not downloaded: 2.", picker.Find(".problem").TextContent);
        await picker.FindAll("[data-testid=bad-code]")[0].ClickAsync();
        Assert.Equal(["FR", "<b>"], _told);
    }

    [Fact]
    public async Task Unknown_Removed_KeepsPickedCountries()
    {
        await Show("FR", "ZZ", "DE", "QQ").Find(".problem button").ClickAsync();
        Assert.Equal(["DE", "FR"], _told);
    }

    [Fact]
    public void Unknown_ThousandWords_ShowsCountAndFewChips()
    {
        var picker = Show(Enumerable.Range(0, 1000).Select(i => $"word{i}"));
        Assert.Equal(20, picker.FindAll("[data-testid=bad-code]").Count);
        Assert.Contains("1000", picker.Find(".problem").TextContent);
    }

    [Fact]
    public void Repeated_Codes_AreNamed()
    {
        var picker = Show("FR", "fr", "DE", "FR");
        Assert.Equal("Listed twice, downloaded once: FR", picker.Find(".hint").TextContent);
        Assert.Equal(2, picker.FindAll(".chips li").Count);
    }

    [Fact]
    public void Problem_Given_IsShown() =>
        Assert.Equal("9 are too many", Show(new PlanProblem("countries", "{0} are too many", 9)).Find(".problem[role=alert]").TextContent);

    [Fact]
    public async Task Search_OptionChosen_IsAdded()
    {
        var popovers = Popovers;
        var picker = Render<CountryPicker>(picker => picker
            .Add(p => p.Selection, CountryLookup.Read(Catalog, ["FR", "ZZ"]))
            .Add(p => p.CodesChanged, told => _told = told));
        await picker.Find("input[data-testid=country-search]").InputAsync("brazil");
        popovers.WaitForAssertion(() => Assert.Equal("Brazil · BR", Assert.Single(popovers.FindAll(".mud-list-item")).TextContent));
        await popovers.Find(".mud-list-item").ClickAsync();
        picker.WaitForAssertion(() => Assert.Equal(["FR", "ZZ", "BR"], _told));
    }

    [Fact]
    public async Task Search_MoreResultsThanShown_SaysHowManyMore()
    {
        var popovers = Popovers;
        var picker = Show();
        await picker.Find("input[data-testid=country-search]").InputAsync("land");
        popovers.WaitForAssertion(() => Assert.Equal(8, popovers.FindAll(".mud-list-item").Count));
        var more = CountryOption.Search(Catalog, "land", English.Format).Count - 8;
        Assert.InRange(more, 1, 249);
        Assert.Equal($"{more} more. Type more letters to find them.", popovers.Find("[data-testid=country-more]").TextContent);
    }

    [Fact]
    public async Task Paste_TooLong_IsRefusedWithReason()
    {
        var picker = Show("FR");
        var paste = picker.Find("textarea[data-testid=country-paste]");
        Assert.Equal("20001", paste.GetAttribute("maxlength"));
        await paste.InputAsync(new string('a', 20_001));
        Assert.Contains(
            "A list has at most 20000 characters. Nothing was added: paste it in parts.",
            picker.Find(".paste").TextContent, StringComparison.Ordinal);
        await picker.Find("[data-testid=country-paste-add]").ClickAsync();
        Assert.Null(_told);
        await picker.Find("textarea[data-testid=country-paste]").InputAsync(new string('a', 20_000));
        Assert.DoesNotContain("at most", picker.Find(".paste").TextContent, StringComparison.Ordinal);
        await picker.Find("[data-testid=country-paste-add]").ClickAsync();
        Assert.Equal(2, _told!.Count);
    }

    [Fact]
    public async Task Paste_OtherNames_AddsTheirCodes()
    {
        var picker = Show();
        await picker.Find("textarea[data-testid=country-paste]").InputAsync("uk, USA\nViet zz");
        await picker.Find("[data-testid=country-paste-add]").ClickAsync();
        Assert.Equal(["GB", "US", "Viet", "zz"], _told);
    }

    [Fact]
    public void Repeated_MoreThanShown_SaysHowManyMore()
    {
        var codes = Catalog.All.Take(10).Select(country => country.Code).ToList();
        Assert.Equal(
            $"Listed twice, downloaded once: {string.Join(", ", codes.Take(8))} and 2 more",
            Show(codes.Concat(codes)).Find(".hint").TextContent);
    }
}
