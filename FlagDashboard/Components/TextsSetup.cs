using System.Globalization;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace FlagDashboard.Components;

/// <summary>Registers the texts of the product and chooses the language of each request.</summary>
internal static class TextsSetup
{
    // The name of the cookie with the language that a visitor chose, one of Languages.All.
    private const string Cookie = "language";

    /// <summary>
    /// Registers the localized texts of pages and of exported files. A page has the language of the request that opened it.
    /// </summary>
    public static IServiceCollection AddLocalizedTexts(this IServiceCollection services) => services
        .AddScoped<IStringLocalizer<SharedResource>, PageLocalizer>()
        .AddScoped<MudLocalizer, MudBlazorTexts>()
        .AddSingleton<TranslateFactory>(TranslationCatalog.ForLanguage);

    /// <summary>Sets the culture of each request to the language that the visitor chose, or else the browser prefers.</summary>
    public static IApplicationBuilder UseLanguageOfRequest(this IApplicationBuilder app)
    {
        var cultures = InterfaceLanguages.All.Select(CultureInfo.GetCultureInfo).ToList();
        return app.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new(cultures[0]),
            SupportedCultures = cultures,
            SupportedUICultures = cultures,
            RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context => Task.FromResult(
                    context.Request.Cookies[Cookie] is { } tag && InterfaceLanguages.FindExact(tag) is { } chosen
                        ? new ProviderCultureResult(chosen) : null)),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ],
        });
    }
}
