using Dashboard.Services.Privacy;

namespace Dashboard.Web.Privacy;

/// <summary>Services of the privacy screens and commands.</summary>
public static class PrivacySetup
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services) => services
        .AddSingleton<PersonEdits>()
        .AddSingleton<PersonService>()
        .AddSingleton<ErasureService>()
        .AddSingleton<RetentionService>()
        .AddSingleton<DataMapService>()
        .AddScoped<PrivacyActor>();
}
