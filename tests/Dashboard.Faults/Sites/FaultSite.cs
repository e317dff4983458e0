using Dashboard.Faults.Kills;
using Dashboard.Services.Store;
using Dashboard.Web;
using Dashboard.Web.Operation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Faults.Sites;

/// <summary>The real site at a free port, over a copy of the sample shop. How it is configured, and who the visitors are, stands here alone.</summary>
internal sealed class FaultSite : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ErrorList errors = new();
    private WebApplication app = null!;

    private FaultSite()
    {
    }

    /// <summary>Has the site's address; times out after a minute.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>The store.</summary>
    public DashboardStore Store { get; private set; } = null!;

    /// <summary>Errors that the site has logged so far.</summary>
    public IReadOnlyList<string> Errors => errors.All();

    /// <summary>The services of the site.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts it.</summary>
    /// <param name="shop">Has the sample shop.</param>
    /// <param name="kept">How long a circuit whose browser has gone is kept for its return.</param>
    /// <param name="database">Which database of the shop.</param>
    public static async Task<FaultSite> StartAsync(ShopUnderFire shop, TimeSpan kept, string database = ShopUnderFire.Base)
    {
        var site = new FaultSite();
        site.Store = DashboardStore.Open(shop.Copy(database, site.folder));
        site.app = DashboardHost.Build(site.Store, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders().AddProvider(site.errors);
            builder.Services.Configure<CircuitOptions>(options => options.DisconnectedCircuitRetentionPeriod = kept);
        }, open: true);
        await site.app.StartAsync();
        site.Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 300 }) { BaseAddress = new Uri(site.app.Urls.Single()), Timeout = TimeSpan.FromMinutes(1) };
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    private sealed class ErrorList : ILoggerProvider, ILogger
    {
        private const int Most = 50;
        private readonly Lock gate = new();
        private readonly List<string> errors = [];

        public IReadOnlyList<string> All()
        {
            lock (gate)
                return [.. errors];
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel) || BrowserGone.Is(exception))
                return;
            lock (gate)
            {
                if (errors.Count < Most)
                    errors.Add($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}
