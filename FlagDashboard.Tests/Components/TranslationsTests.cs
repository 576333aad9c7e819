using System.Globalization;
using System.Text.RegularExpressions;
using FlagDashboard.Components;
using FlagDashboard.Components.Tour;
using FlagDashboard.Experiments;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Tests.Components;

/// <summary>Tests that every text of the product has a translation that fits it.</summary>
public partial class TranslationsTests : ComponentTest
{
    private static readonly IEnumerable<string> OtherLanguages = InterfaceLanguages.All.Skip(1);

    public static TheoryData<string> Tags => [.. OtherLanguages];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Find_EveryTextInSources_HasTranslation(string language) =>
        AssertTranslated(SourceTexts.All().Select(text => (text.Text, text.Path)), language);

    [Theory]
    [MemberData(nameof(Tags))]
    public void Find_EveryTextOfCatalogs_HasTranslation(string language)
    {
        var modes = Services.GetRequiredService<ModeCatalog>().All;
        var experiments = Services.GetServices<IExperiment>().ToList();
        Assert.NotEmpty(modes);
        Assert.NotEmpty(experiments);
        IEnumerable<(string Text, string Source)> texts =
        [
            .. modes.SelectMany(mode => new[] { mode.Title, mode.Summary }.Select(text => (text, mode.Id))),
            .. Scene.All.SelectMany(scene => new[] { scene.Title, scene.WhatToWatch, scene.Question, scene.Answer }
                .Select(text => (text, scene.Title))),
            .. experiments.SelectMany(experiment =>
                new[] { experiment.Texts.Title, experiment.Texts.Question, experiment.Texts.WhatToWatch }
                    .Concat(experiment.Settings.Select(setting => setting.Label))
                    .Concat(experiment.Settings.SelectMany(setting => setting.Options).Select(option => option.Label)
                        .Where(label => label.Any(char.IsAsciiLetter)))
                    .Concat(experiment.Presets.Select(preset => preset.Title))
                    .Select(text => (text, experiment.Texts.Id))),
            .. experiments.SelectMany(experiment => experiment.Settings.Select(setting => setting.UpperBoundSettingName).OfType<string>()
                .Select(name => (name, experiment.Texts.Id))),
            .. LogTextLocalizer.Templates.Select(template => (template, nameof(LogTextLocalizer))),
            .. PlanFields.All.Select(field => (field.Label, field.Name)),
            .. BarStyles.All.SelectMany(style => new[] { style.Word, style.Explanation }.Select(text => (text, style.CssClass))),
            .. WebRoot.Catalog.All.Select(country => (country.Name, country.Code)),
            .. WebRoot.Catalog.Continents.Select(continent => (continent, "continents")),
        ];
        AssertTranslated(texts, language);
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void Find_EveryTranslation_HasPlaceholdersOfItsText(string language)
    {
        var translations = TranslationCatalog.All(language);
        Assert.NotEmpty(translations);
        Assert.Empty(translations.Where(pair => !PlaceholdersOf(pair.Key).SetEquals(PlaceholdersOf(pair.Value))).Select(pair => pair.Key));
        Assert.Empty(translations.Where(pair => string.IsNullOrWhiteSpace(pair.Value)).Select(pair => pair.Key));
    }

    // The Chinese terms are in decision 28. Each pair is a term of the English text, and what its translation must not contain.
    [Theory]
    [InlineData("", "应答")]
    [InlineData("", "依次")]
    [InlineData("presenter", "演示者")]
    [InlineData("dashboard", "仪表板")]
    [InlineData("recording", "记录开始")]
    [InlineData("mode", "个模式")]
    [InlineData("race", "次竞速")]
    [InlineData("", "中…$")]
    [InlineData("", "[\\p{IsCJKUnifiedIdeographs}][,;:?!(]")]
    [InlineData("", "。 ")]
    [InlineData("bar", "个条")]
    public void Find_ChineseTexts_UseOneWordForOneThing(string term, string wrong) => Assert.Empty(TranslationCatalog.All("zh-Hans")
        .Where(pair => pair.Key.Contains(term, StringComparison.OrdinalIgnoreCase) && Regex.IsMatch(pair.Value, wrong))
        .Select(pair => pair.Value));

    [Fact]
    public void Texts_Percentages_HaveNoSpace() => Assert.DoesNotContain(
        SourceTexts.All().Select(text => text.Text)
            .Concat(TranslationCatalog.All("zh-Hans").SelectMany(pair => new[] { pair.Key, pair.Value })),
        text => Regex.IsMatch(text, @"[}\d0]\s%"));

    [Fact]
    public void Localizer_OnThreadWithOtherCulture_KeepsLanguageOfItsPage()
    {
        var before = (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);
        IStringLocalizer<SharedResource> page;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("zh-CN");
            page = new PageLocalizer();
        }
        finally
        {
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = before;
        }

        Assert.Equal("巴西", page["Brazil"]);
        Assert.Equal("Brazil", new PageLocalizer()["Brazil"]);
        Assert.Equal("It is 3.", page["It is {0}.", 3]);
        Assert.True(page["It is {0}.", 3].ResourceNotFound);
    }

    [Fact]
    public void Into_Language_HasItsTextsAndNumbersWhateverTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1.5 个 worker", TranslationCatalog.ForLanguage("zh-Hans")("{0} workers", 1.5));
            Assert.Equal("1.5 workers", TranslationCatalog.ForLanguage("en")("{0} workers", 1.5));
            Assert.Equal("{0}", TranslationCatalog.ForLanguage("zh-Hans")("{0}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("孟加拉国", "一场竞速最多孟加拉国项。")]
    [InlineData("周二 第一节", "一场竞速最多周二 第一节项。")]
    [InlineData("埃及（EG）", "一场竞速最多埃及（EG）项。")]
    [InlineData("BD", "一场竞速最多 BD 项。")]
    [InlineData(12, "一场竞速最多 12 项。")]
    [InlineData("", "一场竞速最多  项。")]
    public void ForLanguage_ArgumentInChinese_HasNoSpaceBesideChineseText(object argument, string expected) =>
        Assert.Equal(expected, TranslationCatalog.ForLanguage("zh-Hans")("A race has at most {0} items.", argument));

    [Fact]
    public void ProblemText_ListOfNames_IsJoinedAsTheLanguageDoes()
    {
        PlanProblem problem = new("kind", "“{0}” is none of {1}.", "x", new ListArg("a", "b"));
        Assert.Equal("“x” is none of a, b.", problem.ToString());
        Assert.Equal("“x” is none of a, b.", ProblemText.Of(problem, new PageLocalizer()));
        var sentence = new Sentence(problem.Template, problem.Arguments);
        Assert.Contains("a、b", sentence.Localize(TranslationCatalog.ForLanguage("zh-Hans")), StringComparison.Ordinal);
    }

    private static void AssertTranslated(IEnumerable<(string Text, string Source)> texts, string language)
    {
        // A template that only joins its arguments is the same in every language.
        var missing = texts
            .Where(text => Placeholder().Replace(text.Text, "").Any(char.IsLetter) && TranslationCatalog.Find(text.Text, language) is null)
            .Select(text => $"{text.Source}: {text.Text}").Distinct().Order().ToList();
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Placeholder();
}
