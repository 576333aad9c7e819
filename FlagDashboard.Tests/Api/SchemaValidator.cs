using System.Text.Json;

namespace FlagDashboard.Tests.Api;

/// <summary>Holds values to schemas of an OpenAPI document: types, required and unknown fields, names of enums.</summary>
internal sealed class SchemaValidator(JsonElement document)
{
    /// <summary>The schema that a reference names.</summary>
    public JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, part) => at.GetProperty(part));

    /// <summary>What of <paramref name="value"/> the schema does not say.</summary>
    public IEnumerable<string> Validate(JsonElement schema, JsonElement value, string at = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Validate(Resolve(reference.GetString()!), value, at);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Any(choice => !Validate(choice, value, at).Any()) ? [] : [$"{at} is none of its choices"];
        if (!Types(schema).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(schema).Contains("number")))
            return [$"{at} is {TypeOf(value)}, not {string.Join(" or ", Types(schema))}"];
        if (schema.TryGetProperty("enum", out var names) && names.EnumerateArray().All(name => name.GetString() != value.GetString()))
            return [$"{at} has no name of its enum: {value}"];
        return value.ValueKind switch
        {
            JsonValueKind.Object => Fields(schema, value, at),
            JsonValueKind.Array => value.EnumerateArray()
                .SelectMany((item, i) => Validate(schema.GetProperty("items"), item, $"{at}[{i}]")),
            _ => [],
        };
    }

    private IEnumerable<string> Fields(JsonElement schema, JsonElement value, string at)
    {
        var fields = schema.GetProperty("properties");
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        return
        [
            .. required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name} is missing"),
            .. value.EnumerateObject().SelectMany(field => fields.TryGetProperty(field.Name, out var of)
                ? Validate(of, field.Value, $"{at}.{field.Name}")
                : [$"{at}.{field.Name} is not in the schema"]),
        ];
    }

    private static IEnumerable<string> Types(JsonElement schema)
    {
        var type = schema.GetProperty("type");
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
