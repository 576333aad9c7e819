namespace FlagDashboard.Api;

/// <summary>
/// Adds the method HEAD to endpoints that the framework maps for GET only (RFC 9110, 9.3.2). Kestrel leaves out the body of an answer
/// to HEAD.
/// </summary>
internal static class HeadRequests
{
    /// <summary>Adds HEAD to the methods of every endpoint that accepts GET.</summary>
    public static TBuilder AcceptHead<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(AddHead);
        return endpoints;
    }

    private static void AddHead(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: var methods }
            && methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head))
            endpoint.Metadata.Add(new HttpMethodMetadata([.. methods, HttpMethods.Head]));
    }
}
