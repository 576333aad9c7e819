using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Plans;

/// <summary>Each row of the table, by properties that also hold for a field that somebody adds.</summary>
public class PlanFieldsTests
{
    private static readonly RacePlan Blank = new() { Countries = [], Modes = [] };

    private static readonly Gen<double> Numbers =
        Gen.OneOf(Gen.Double[0, 4500], Gen.Double.Unit, Gen.Int[0, 676].Select(number => (double)number));

    private static readonly Gen<RacePlan> Plans =
        from countries in Gen.OneOf<string>("BR", "CN", "ZZ").Array[0, 4]
        from modes in Gen.OneOf<string>("async", "threads-map", "nosuch").Array[0, 4]
        from any in Gen.Bool
        from whole in Gen.Select(Gen.Int, Gen.Int)
        from numbers in Gen.Select(Numbers, Numbers, Numbers)
        from site in Gen.Enum<SiteId>()
        from mix in Gen.Enum<FailureKind>().Array[0, 4]
        from start in Gen.Enum<StartOrder>()
        select new RacePlan
        {
            Countries = countries,
            AllowsNonCountryCodes = any,
            Modes = modes,
            Workers = whole.Item1,
            Site = site,
            DelayMs = numbers.Item1,
            JitterMs = numbers.Item2,
            Seed = whole.Item2,
            ErrorRate = numbers.Item3,
            FailureKinds = mix,
            StartOrder = start,
        };

    public static TheoryData<string> Names => [.. PlanFields.All.Select(row => row.Name)];

    private static PlanField Field(string name) => PlanFields.FindByJsonName(name)!;

    private static string Json(object value) => JsonSerializer.Serialize(value, RaceJson.Options);

    [Fact]
    public void All_NamesQueryNamesAndOptions_AreUnique()
    {
        Assert.Equal(PlanFields.All.Count, PlanFields.All.Select(field => field.Name).Distinct().Count());
        var queries = PlanFields.All.Select(field => field.QueryName).OfType<string>().ToList();
        Assert.Equal(queries.Distinct(), queries);
        var options = PlanFields.All
            .Select(field => field.CommandLineOption)
            .OfType<CommandLineOption>()
            .SelectMany(option => (string[])[option.Name, .. option.Aliases])
            .ToList();
        Assert.Equal(options.Distinct(), options);
    }

    [Fact]
    public void All_Names_AreThePropertiesOfAPlanAndOfADraft()
    {
        var names = PlanFields.All.Select(field => field.Name).Order().ToList();
        foreach (var type in new[] { typeof(RacePlan), typeof(PlanDraft) })
            Assert.Equal(names, JsonNamesOf(type).Order());
    }

    private static IEnumerable<string> JsonNamesOf(Type type) => type.GetProperties().Select(property =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    [Theory, MemberData(nameof(Names))]
    public void CopyToPlan_TextsCopiedFromPlan_ReturnSameValue(string name) => Plans.Sample(plan =>
    {
        var problems = new List<PlanProblem>();
        var draft = Field(name).CopyToDraft(plan, new PlanDraft());
        var read = Field(name).CopyToPlan(draft, Blank, problems);
        Assert.Empty(problems);
        Assert.Equal(Field(name).TextsOf(draft), Field(name).TextsOf(Field(name).CopyToDraft(read, new PlanDraft())));
    });

    [Theory, MemberData(nameof(Names))]
    public void With_Texts_SetsOnlyThatFieldOfDraft(string name) => Gen.String.Array[1, 3].Sample(texts =>
    {
        var field = Field(name);
        IReadOnlyList<string> wanted = field.Kind == PlanFieldKind.Boolean ? ["true"] : field.IsList ? texts : [texts[0]];
        var draft = field.With(new PlanDraft(), wanted);
        Assert.Equal(wanted, field.TextsOf(draft));
        Assert.Equal(Json(new PlanDraft()), Json(field.With(draft, field.DefaultTexts)));
    });

    [Fact]
    public void CopyToPlan_DraftOfAnyPlan_ReturnsSamePlan() => Plans.Sample(plan =>
    {
        var problems = new List<PlanProblem>();
        var draft = PlanDraft.Of(plan);
        var read = PlanFields.All.Aggregate(Blank, (read, field) => field.CopyToPlan(draft, read, problems));
        Assert.Empty(problems);
        Assert.Equal(Json(plan), Json(read));
    });

    [Theory, MemberData(nameof(Names))]
    public void DefaultTexts_EachField_EqualDefaultOfPlanAndDraftAndAreValid(string name)
    {
        Assert.Equal(Field(name).DefaultTexts, Field(name).TextsOf(new PlanDraft()));
        Assert.Equal(Field(name).DefaultTexts, Field(name).TextsOf(PlanDraft.Of(Blank)));
        // A plan has no default countries and modes. The server fills them in.
        if (name is not ("countries" or "modes"))
            Assert.Empty(Field(name).Check(Blank));
    }

    [Theory, MemberData(nameof(Names))]
    public void Check_JustOutsideMinOrMax_ReturnsProblem(string name)
    {
        var field = Field(name);
        if (field.Kind is not (PlanFieldKind.Number or PlanFieldKind.WholeNumber))
            return;
        Assert.Empty(Check(field.Min!.Value));
        Assert.NotEmpty(Check(field.Min.Value - 1));
        if (field.Max < int.MaxValue)
            Assert.NotEmpty(Check(field.Max.Value + 1));

        IEnumerable<PlanProblem> Check(double value) =>
            field.Check(field.CopyToPlan(field.With(new PlanDraft(), FormattableString.Invariant($"{value}")), Blank, []));
    }

    [Fact]
    public void Check_NullList_ReturnsProblem() => Assert.All(
        ["countries", "modes", "mix"],
        name => Assert.Equal(
            name, Assert.Single(Field(name).Check(new RacePlan { Countries = null!, Modes = null!, FailureKinds = null! })).Field));
}
