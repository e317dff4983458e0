using Dashboard.Services.Audit;
using Dashboard.Services.Exports;
using Dashboard.Services.Fairness;
using Dashboard.Services.Clusters;
using Dashboard.Services.Imports;
using Dashboard.Services.Predictions;
using Dashboard.Services.Privacy;
using Dashboard.Services.Samples;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Services.Trends;
using Dashboard.Web.Access;
using Dashboard.Web.Assortment;
using Dashboard.Web.Audit;
using Dashboard.Web.Campaigns;
using Dashboard.Web.Comparisons;
using Dashboard.Web.Clusters;
using Dashboard.Web.Components;
using Dashboard.Web.Customers;
using Dashboard.Web.Data;
using Dashboard.Web.Demographics;
using Dashboard.Web.Exports;
using Dashboard.Web.Fairness;
using Dashboard.Web.Jobs;
using Dashboard.Web.Layout;
using Dashboard.Web.Operation;
using Dashboard.Web.Overlaps;
using Dashboard.Web.Overview;
using Dashboard.Web.Predictions;
using Dashboard.Web.Privacy;
using Dashboard.Web.Segments;
using Dashboard.Web.Snapshots;
using Dashboard.Web.Trends;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Console;

namespace Dashboard.Web;

/// <summary>Builds the web host: services and endpoints.</summary>
public static class DashboardHost
{
    /// <summary>Where the site listens when nothing else is said: on this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds the site on an open store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="urls">Addresses to listen on, separated by semicolons; null for the configuration's, else <see cref="DefaultUrl"/>.</param>
    /// <param name="configure">Last changes to the builder, for tests.</param>
    /// <param name="open">Whether nobody has to sign in, for trying the site out; then it listens on this machine only.</param>
    /// <exception cref="ArgumentException">It would be open to other machines.</exception>
    public static WebApplication Build(DashboardStore store, string? urls = null, Action<WebApplicationBuilder>? configure = null, bool open = false)
    {
        // The assets are looked up under the name of this assembly, whichever program hosts the site.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(DashboardHost).Assembly.GetName().Name });

        // Without this, `dotnet run` outside Development answers every asset of a referenced project with 200 and no bytes.
        builder.WebHost.UseStaticWebAssets();
        var addresses = urls ?? builder.Configuration["Urls"] ?? DefaultUrl;
        if (open && !OpenSite.IsLoopback(addresses))
            throw new ArgumentException($"Without sign-in the site listens on this machine only, and '{addresses}' is open to others. Use an address such as {DefaultUrl}, or leave --demo out and make an account.");
        builder.WebHost.UseUrls(addresses);
        var format = builder.Configuration["LogFormat"] == "json" ? ConsoleFormatterNames.Json : PlainConsoleFormatter.FormatterName;
        builder.Logging.AddConsole(console => console.FormatterName = format).AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddDashboardUi();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(store);
        builder.Services.AddDashboardServices();
        builder.Services.AddAccess(store, new OpenSite(open));
        builder.Services.AddScoped<AuthenticationStateProvider, SessionStateProvider>();
        builder.Services.AddHostedService<SnapshotWatch>();
        builder.Services.AddHostedService<SegmentWatch>();
        builder.Services.AddOperation();

        // The rule under edit is part of the builder's address.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestLineSize = 128 * 1024;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddDataScreens(builder.Configuration);
        configure?.Invoke(builder);
        builder.Services.AddDashboardJobs(builder.Configuration);

        var app = builder.Build();
        if (!open)
            app.UseTrustedProxies();
        app.UseHsts();
        app.UseSecurityHeaders();
        app.UseDashboardUi();
        app.UseAccess();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        AccessEndpoints.Map(app);
        OperationEndpoints.Map(app);
        OverviewExports.Map(app);
        SegmentExports.Map(app);
        ComparisonExports.Map(app);
        FairnessExports.Map(app);
        AssortmentExports.Map(app);
        ClusterExports.Map(app);
        OverlapExports.Map(app);
        CustomerExports.Map(app);
        DemographicsExports.Map(app);
        CampaignExports.Map(app);
        TrendExports.Map(app);
        AudienceExports.Map(app);
        ModelExports.Map(app);
        DecisionExports.Map(app);
        NextOrderExports.Map(app);
        ContractExports.Map(app);
        LifetimeExports.Map(app);
        LikelihoodExports.Map(app);
        PersonEndpoints.Map(app);
        AuditExports.Map(app);
        app.MapData();
        return app;
    }

    /// <summary>Adds the services between the store and the screens; the command line uses the same.</summary>
    public static IServiceCollection AddDashboardServices(this IServiceCollection services) => services
        .AddSingleton<SnapshotService>()
        .AddSingleton<AnalysisEngine>()
        .AddSingleton<FairnessReasonService>()
        .AddSingleton<ShopSettingsService>()
        .AddSingleton<AuditLog>()
        .AddSingleton<PersonSubjects>()
        .AddSingleton<ImportService>()
        .AddSingleton<SampleShopService>()
        .AddSingleton<AnnotationService>()
        .AddSingleton<ExportRecipeService>()
        .AddSingleton<ExportHistoryService>()
        .AddSingleton<SavedSegmentService>()
        .AddSingleton<SegmentSizeService>()
        .AddSingleton<SegmentEvaluator>()
        .AddSingleton<ManualListService>()
        .AddScoped<EditorName>()
        .AddSingleton<ClusterModelService>()
        .AddSingleton<ModelRunService>()
        .AddSingleton<ModelOutcomeService>()
        .AddSingleton<TrainingScheduleService>()
        .AddSingleton<TrainingService>()
        .AddSingleton<DecisionService>()
        .AddSingleton<StoreQueue>()
        .AddSingleton<UploadFolder>()
        .AddSingleton<ImportDesk>()
        .AddSingleton<UndoService>()
        .AddPrivacy();
}
