using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FlagDashboard.Plans;
using Microsoft.OpenApi;

namespace FlagDashboard.Api;

/// <summary>Fills the OpenAPI schema of a plan with the descriptions, bounds and defaults of <see cref="PlanFields"/>.</summary>
internal static class PlanSchema
{
    private const string SchemaId = "x-schema-id";
    private const string ReferenceDescription = "x-ref-description";

    // An answer of the API that contains a plan without countries and modes. The schema takes the defaults from it, so that it spells each
    // default as clients receive it.
    private static readonly JsonObject Defaults =
        ApiExamples.Serialize(PlanDocument.Of(new RacePlan { Countries = [], Modes = [] })).AsObject();

    /// <summary>Sets the description, bounds and default in the schema of a property of a plan. Does not change any other schema.</summary>
    public static void Describe(OpenApiSchema schema, JsonPropertyInfo? property)
    {
        if (property?.DeclaringType == typeof(SeriesPlanDocument) && property.Name == RepeatRules.FieldName)
        {
            (schema.Minimum, schema.Maximum, schema.Default) = (Number(RepeatRules.Once), Number(RepeatRules.Max), RepeatRules.Default);
            return;
        }

        if (property?.DeclaringType != typeof(PlanDocument) || PlanFields.Find(property.Name) is not { } field)
            return;

        SetDescription(schema, field.Help);
        if (field.IsList)
            (schema.MinItems, schema.MaxItems) = ((int?)field.Min, (int?)field.Max);
        else
            (schema.Minimum, schema.Maximum) = (Number(field.Min), Number(field.Max));
        // The defaults of countries and modes depend on the server, so the schema leaves them out.
        if (Defaults[field.Name] is { } value and not JsonArray { Count: 0 })
            schema.Default = value.DeepClone();
    }

    // All properties of one enum type share one schema, so the description of a property cannot be stored in it. It is stored in the
    // schema's metadata, where Microsoft.AspNetCore.OpenApi also stores the XML comments of properties.
    private static void SetDescription(OpenApiSchema schema, string description)
    {
        if (schema.Metadata is { } metadata && metadata.TryGetValue(SchemaId, out var id) && id is string { Length: > 0 })
            metadata[ReferenceDescription] = description;
        else
            schema.Description = description;
    }

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);
}
