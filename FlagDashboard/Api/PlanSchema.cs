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

    // A sample answer of the API: a plan in which every field has its default value, as JSON. The OpenAPI schema copies the default of each
    // field from this sample, so that it writes a default exactly as the API does.
    private static readonly JsonObject Defaults =
        ApiExamples.Serialize(PlanDocument.Of(new RacePlan { Countries = [], Modes = [] })).AsObject();

    /// <summary>Sets the description, bounds and default in the schema of a property of a plan. Does not change any other schema.</summary>
    public static void Describe(OpenApiSchema schema, JsonPropertyInfo? property)
    {
        if (property?.DeclaringType == typeof(SeriesPlanDocument) && property.Name == RepeatRules.FieldName)
        {
            (schema.Minimum, schema.Maximum, schema.Default) =
                (Number(RepeatRules.Once), Number(RepeatRules.MaxInSeries), RepeatRules.DefaultInSeries);
            return;
        }

        if (property?.DeclaringType != typeof(PlanDocument) || PlanFields.FindByJsonName(property.Name) is not { } field)
            return;

        SetDescription(schema, field.Help);
        if (field.IsList)
            (schema.MinItems, schema.MaxItems) = ((int?)field.Min, (int?)field.Max);
        else
            (schema.Minimum, schema.Maximum) = (Number(field.Min), Number(field.Max));
        // Two fields of a plan get no default in the schema: countries and modes. Their defaults depend on the server, so both are empty
        // lists in Defaults.
        if (Defaults[field.Name] is { } value and not JsonArray { Count: 0 })
            schema.Default = value.DeepClone();
    }

    // Sets the description of one property of a plan. Properties of the same enum type share one schema, so a description in that schema
    // would appear at all of them. Their descriptions go into schema.Metadata instead, which belongs to one property only.
    private static void SetDescription(OpenApiSchema schema, string description)
    {
        if (schema.Metadata is { } metadata && metadata.TryGetValue(SchemaId, out var id) && id is string { Length: > 0 })
            metadata[ReferenceDescription] = description;
        else
            schema.Description = description;
    }

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);
}
