using System.Text.Json;
using FlagDashboard.Log;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FlagDashboard.Api;

/// <summary>
/// Completes the OpenAPI document /openapi/v1.json. ASP.NET Core generates the rest of it from the endpoints and their XML comments.
/// </summary>
internal static class ApiDescription
{
    private const string ProblemMediaType = "application/problem+json";

    private const string Summary =
        "Races of several ways to run many downloads at once: start a race, follow each of its futures live, and read the results. "
        + "Every error under /api is a problem document (RFC 9457). Fields that do not apply are left out of an answer. "
        + "Any SignalR client can follow a race at /hubs/races instead.";

    /// <summary>Registers the OpenAPI document v1 of this server, and completes it.</summary>
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

    /// <summary>Declares in the OpenAPI document that an endpoint may answer with these error statuses, as problem documents.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.ProducesProblem(status);
        return endpoint;
    }

    /// <summary>
    /// Describes the query parameter <c>after</c> as an integer in the OpenAPI document. The endpoint itself reads it as a string, so that
    /// its own message can explain why a value is refused.
    /// </summary>
    public static Task DescribeAfterParameter(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var after in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Name == "after"))
            after.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Default = 0 };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new() { Title = "FlagDashboard", Version = "1", Description = Summary };
        // Every address that answers GET also answers HEAD, so the document does not list HEAD.
        foreach (var path in document.Paths.Values)
            path.Operations?.Remove(HttpMethod.Head);
        return Task.CompletedTask;
    }

    private static Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
            operation.Responses["401"] = ProblemResponse(
                "The request has neither the presenter's cookie nor the presenter's token.", context);
        operation.Responses["default"] = ProblemResponse("Any other error.", context);
        foreach (var (status, response) in operation.Responses)
        {
            if (response.Content?.TryGetValue(ProblemMediaType, out var problem) == true && int.TryParse(status, out var number))
                problem.Example = ApiExamples.CreateProblemExample(operation.OperationId, number);
            if (response is OpenApiResponse { Headers: null } described
                && HeaderOf(operation.OperationId, status) is var (name, description))
                described.Headers = new Dictionary<string, IOpenApiHeader> { [name] = Header(description) };
        }

        return Task.CompletedTask;
    }

    private static OpenApiResponse ProblemResponse(string description, OpenApiOperationTransformerContext context) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemMediaType] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", context.Document) },
        },
    };

    private static OpenApiHeader Header(string description) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static (string Name, string Description)? HeaderOf(string? operation, string status) => (operation, status) switch
    {
        ("startRace" or "importRace", "201") => ("Location", "The address of the race."),
        ("startSeries", "201") => ("Location", "The address of the series."),
        ("readRace" or "readFlag", "200") => ("ETag", "The version of this answer, for If-None-Match."),
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
        if (ApiExamples.FindExample(type) is { } example)
            schema.Examples = [example];
        PlanSchema.Describe(schema, context.JsonPropertyInfo);
        return Task.CompletedTask;
    }
}
