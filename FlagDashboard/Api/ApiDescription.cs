using System.Text.Json;
using FlagDashboard.Log;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FlagDashboard.Api;

/// <summary>What /openapi/v1.json says beyond what the endpoints and documents say of themselves.</summary>
internal static class ApiDescription
{
    private const string Problem = "application/problem+json";

    private const string Summary =
        "Races of several ways to run many downloads at once: start them, follow what happens to each future as it happens, read what came of it. "
        + "Every error under /api is a problem document (RFC 9457). What does not apply is left out of an answer. Any SignalR client can follow a race at /hubs/races instead.";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = type =>
            type.Type == typeof(RaceJson.EventLine) ? nameof(RaceEvent)
            : type.Type == typeof(Stream) ? "Image"
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Describe);
        options.AddSchemaTransformer(Describe);
    });

    /// <summary>Says that an endpoint may answer with a problem document.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.ProducesProblem(status);
        return endpoint;
    }

    /// <summary>Says what only the endpoint itself can tell of its parameter after, which it reads as text so as to refuse it with a message.</summary>
    public static Task DescribeAfter(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var after in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Name == "after"))
            after.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Default = 0 };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new() { Title = "FlagDashboard", Version = "1", Description = Summary };
        // What can be read can be asked for its headers alone: true of every address, and worth no entry of its own.
        foreach (var path in document.Paths.Values)
            path.Operations?.Remove(HttpMethod.Head);
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Any other error.",
            Content = new Dictionary<string, OpenApiMediaType> { [Problem] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", context.Document) } },
        };
        foreach (var (status, response) in operation.Responses)
        {
            if (response.Content?.TryGetValue(Problem, out var problem) == true && int.TryParse(status, out var number))
                problem.Example = ApiExamples.Problem(operation.OperationId, number);
            if (response is OpenApiResponse { Headers: null } described && HeaderOf(operation.OperationId, status) is var (name, says))
                described.Headers = new Dictionary<string, IOpenApiHeader> { [name] = new OpenApiHeader { Description = says, Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
        }

        return Task.CompletedTask;
    }

    private static (string Name, string Says)? HeaderOf(string? operation, string status) => (operation, status) switch
    {
        ("startRace" or "importRace", "201") => ("Location", "Where the race is."),
        ("readRace" or "readFlag", "200") => ("ETag", "Names this answer, for If-None-Match."),
        _ => null,
    };

    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type).IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. (schema.Enum ?? []).Where(name => name?.GetValueKind() == JsonValueKind.String)];
        }

        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable))
            schema.Required?.Remove(property.Name);
        if (ApiExamples.Of(type) is { } example)
            schema.Examples = [example];
        if (type == typeof(PlanDocument))
            ApiExamples.SetDefaults(schema);
        return Task.CompletedTask;
    }
}
