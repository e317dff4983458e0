using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Snapshots;

namespace Dashboard.Web.Access;

/// <summary>Who is behind this request or this open page. Nobody, until the request or the circuit has said who.</summary>
/// <param name="directory">Who is who; null where it is said for good.</param>
public sealed class CurrentViewer(AccessDirectory? directory)
{
    private Viewer? always;

    /// <summary>From the cookie or token.</summary>
    public ClaimsPrincipal? Principal { get; private set; }

    /// <summary>Who it is at this moment.</summary>
    public Viewer Viewer => always ?? directory?.ViewerOf(Principal) ?? Viewer.Nobody;

    /// <summary>Whether the site lets everybody in.</summary>
    public bool IsOpen => Principal?.Identity?.AuthenticationType == AccessDirectory.OpenScheme;

    /// <summary>Says who it is.</summary>
    public void Is(ClaimsPrincipal principal) => Principal = principal;

    /// <summary>Says who it is, for good: in commands and tests.</summary>
    public void Is(Viewer viewer) => always = viewer;

    /// <summary>Whether they may do something.</summary>
    public bool May(Permission permission) => Viewer.May(permission);
}

/// <summary>Services of whoever runs the machine, without accounts: for commands and tests.</summary>
public static class OperatorServices
{
    /// <summary>Adds who it is, what they may do and what they see: everything.</summary>
    public static IServiceCollection AddOperator(this IServiceCollection services) => services
        .AddScoped(_ =>
        {
            var who = new CurrentViewer(null);
            who.Is(Viewer.Operator("commands"));
            return who;
        })
        .AddActsAndViews();

    /// <summary>Adds what somebody does and sees, whoever <see cref="CurrentViewer"/> says it is.</summary>
    internal static IServiceCollection AddActsAndViews(this IServiceCollection services) => services
        .AddScoped<Acts>()
        .AddScoped(provider =>
        {
            // Looked up at once: an analysis may end after the page that asked for it, and its services, have gone.
            var who = provider.GetRequiredService<CurrentViewer>();
            return new AnalysisService(provider.GetRequiredService<AnalysisEngine>(), settings => who.Viewer.ViewOf(settings));
        });
}
