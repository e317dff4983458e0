using System.Globalization;
using Radzen;

namespace Dashboard.Web.Layout;

/// <summary>What the screens need from the host.</summary>
public static class DashboardUi
{
    /// <summary>Adds components, Radzen's services, and the culture of the person who looks.</summary>
    public static IServiceCollection AddDashboardUi(this IServiceCollection services)
    {
        // A browser that is busy for a minute, with a page of charts on a slow machine, has not gone.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.ClientTimeoutInterval = TimeSpan.FromMinutes(2));
        services.AddRadzenComponents();
        return services.Configure<RequestLocalizationOptions>(options =>
        {
            // Numbers and dates follow the browser; the words are English.
            var cultures = CultureInfo.GetCultures(CultureTypes.SpecificCultures);
            options.DefaultRequestCulture = new("en-GB", "en");
            options.SupportedCultures = cultures;
            options.SupportedUICultures = [CultureInfo.GetCultureInfo("en")];
        });
    }

    /// <summary>Adds the culture of the request and a page for addresses that do not exist. Call it before the endpoints are mapped.</summary>
    public static WebApplication UseDashboardUi(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        return app;
    }
}
