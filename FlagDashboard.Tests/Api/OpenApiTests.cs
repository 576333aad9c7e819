using System.Net;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Modes;
using Microsoft.AspNetCore.Routing;

namespace FlagDashboard.Tests.Api;

public sealed class OpenApiTests : ApiTest
{
    private JsonElement _document;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _document = await GetJson("/openapi/v1.json");
    }

    private IEnumerable<(string Name, JsonElement Says)> Operations =>
        from path in _document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value);

    private IEnumerable<JsonProperty> Schemas => _document.GetProperty("components").GetProperty("schemas").EnumerateObject();

    private JsonElement SchemaOf(string name) => _document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static IEnumerable<JsonElement> Everything(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field => Everything(field.Value)).Prepend(json),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Everything),
        _ => [],
    };

    private static bool Says(JsonElement json, string field) =>
        json.TryGetProperty(field, out var text) && text.GetString() is { Length: > 5 };

    [Fact]
    public void Document_Info_HasOpenApiVersionAndTitle()
    {
        Assert.StartsWith("3.1.", _document.Text("openapi"));
        Assert.Equal("FlagDashboard", _document.GetProperty("info").Text("title"));
        Assert.True(Says(_document.GetProperty("info"), "description"));
    }

    [Fact]
    public void Document_EveryOperation_HasSummaryDescriptionAndResponses()
    {
        Assert.All(Operations, operation =>
        {
            Assert.True(Says(operation.Says, "summary"), operation.Name);
            Assert.True(Says(operation.Says, "description"), operation.Name);
            Assert.NotEmpty(operation.Says.GetProperty("tags").EnumerateArray());
            Assert.True(operation.Says.GetProperty("responses").TryGetProperty("default", out _), operation.Name);
            if (operation.Says.TryGetProperty("parameters", out var parameters))
                Assert.All(parameters.EnumerateArray(), parameter =>
                    Assert.True(Says(parameter, "description"), $"{operation.Name} {parameter}"));
        });
        Assert.Equal(24, Operations.Select(operation => operation.Says.Text("operationId")).Distinct().Count());
    }

    [Fact]
    public void Document_EveryResponse_HasDescription() => Assert.All(
        from operation in Operations
        from answer in operation.Says.GetProperty("responses").EnumerateObject()
        select $"{operation.Name} {answer.Name}: {answer.Value.Text("description")}",
        answer => Assert.EndsWith(".", answer));

    [Fact]
    public void Document_EveryProblem_HasAnExampleOfItsStatus() => Assert.All(
        from operation in Operations
        from answer in operation.Says.GetProperty("responses").EnumerateObject()
        where int.TryParse(answer.Name, out var status) && status >= 400 && !operation.Name.EndsWith("/health", StringComparison.Ordinal)
        select (answer.Name, answer.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("example")),
        answer => Assert.Equal(answer.Name, $"{answer.Item2.Number("status")}"));

    [Fact]
    public void Document_Paths_MatchMappedEndpoints()
    {
        var mapped =
            from endpoint in Dashboard.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            where new[] { "/api", "/health", "/alive", "/futurelog.py" }.Any(root => pattern.StartsWith(root, StringComparison.Ordinal))
            from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
            where method != "HEAD"
            select $"{method.ToLowerInvariant()} {pattern.TrimEnd('/')}";
        Assert.Equal(mapped.Order(), Operations.Select(operation => operation.Name).Order());
    }

    [Fact]
    public void Document_References_AllLeadSomewhere()
    {
        var schema = new SchemaValidator(_document);
        var references = Everything(_document).Where(json => json.TryGetProperty("$ref", out _)).Select(json => json.Text("$ref")).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => schema.Resolve(reference));
        Assert.All(Schemas, named => Assert.Contains($"#/components/schemas/{named.Name}", references));
    }

    [Fact]
    public void Document_Fields_AreAllDescribed() => Assert.All(
        from schema in Schemas
        where !schema.Name.EndsWith("ProblemDetails", StringComparison.Ordinal) && schema.Value.TryGetProperty("properties", out _)
        from field in schema.Value.GetProperty("properties").EnumerateObject()
        select (Name: $"{schema.Name}.{field.Name}", field.Value),
        field => Assert.True(Says(field.Value, "description") || field.Value.TryGetProperty("oneOf", out _), field.Name));

    [Fact]
    public void Document_Examples_MatchTheirSchemas()
    {
        var examples = Schemas.Where(schema => schema.Value.TryGetProperty("examples", out _)).ToList();
        Assert.Equal(
            ["Country", "InterventionRequestDocument", "InterventionResultDocument", "ModeInfo", "PlanDocument", "RaceDocument",
                "RaceEvent", "RaceSummary", "RunDocument"],
            examples.Select(schema => schema.Name));
        Assert.Empty(
            from schema in examples
            from example in schema.Value.GetProperty("examples").EnumerateArray()
            from problem in new SchemaValidator(_document).Validate(schema.Value, example)
            select $"{schema.Name}: {problem}");
    }

    [Fact]
    public async Task Document_Plan_HasTheFieldsThatAreReadAndTheirDefaults()
    {
        var fields = SchemaOf("PlanDocument").GetProperty("properties");
        Assert.Equal(PlanFields.All.Select(field => field.Name).Order(), fields.EnumerateObject().Select(field => field.Name).Order());
        var usual = (await (await PostRace("{}")).Json(HttpStatusCode.Created)).GetProperty("plan");
        foreach (var field in fields.EnumerateObject().Where(field => field.Value.TryGetProperty("default", out _)))
            Assert.Equal(usual.GetProperty(field.Name).GetRawText(), JsonSerializer.Serialize(field.Value.GetProperty("default")));
        Assert.Equal(7, fields.EnumerateObject().Count(field => field.Value.TryGetProperty("default", out _)));
    }

    [Fact]
    public async Task Responses_RacesInEveryState_MatchTheirSchemas()
    {
        UseSite((code, closing) =>
            code == "EG" ? RawSite.Stall(closing)
            : Task.FromResult(code switch { "CN" => RawSite.Missing, "DE" => RawSite.Broken, _ => RawSite.Flag(code) }));
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN", "DE", "EG"], Modes = ["async", "threads-map"] });
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.RunStarted);
        await Keeps("/api/races/{id}", $"/api/races/{race.Id}");
        await Keeps("/api/races", "/api/races");
        race.Cancel();
        await race.Through();
        var finished = await FinishedRace(plan => plan with { Countries = ["BR", "CN", "DE"] });
        foreach (var id in new[] { race.Id, finished.Id })
            await Keeps("/api/races/{id}", $"/api/races/{id}");
        await Keeps("/api/races", "/api/races");
        await Keeps("/api/modes", "/api/modes");
        await Keeps("/api/countries", "/api/countries");
        await Keeps("/health", "/health");
        await Keeps("/alive", "/alive");
        foreach (var line in (await (await Get($"/api/races/{finished.Id}/events")).Text())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Empty(new SchemaValidator(_document).Validate(SchemaOf("RaceEvent"), JsonElement.Parse(line)));
    }

    private async Task Keeps(string path, string address)
    {
        var schema = _document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses")
            .GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Empty(new SchemaValidator(_document).Validate(schema, await GetJson(address)));
    }
}
