using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Dashboard.Web.Operation;

/// <summary>What a machine that watches the program asks: <c>/healthz</c>, whether the process answers, and <c>/readyz</c>, whether the store is sound and the data open. Neither says anything about the shop.</summary>
public static class OperationEndpoints
{
    private const string Ready = "ready";

    /// <summary>Adds the checks and the look at the store after the start.</summary>
    public static IServiceCollection AddOperation(this IServiceCollection services)
    {
        services.AddSingleton<MetricsBoard>().AddHostedService(provider => provider.GetRequiredService<MetricsBoard>());
        services.AddSingleton<StoreHealth>().AddHostedService(provider => provider.GetRequiredService<StoreHealth>());
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: [Ready]).AddCheck<SnapshotReady>("data", tags: [Ready]);
        return services;
    }

    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }
}
