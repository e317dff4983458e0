using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Services.Access;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Web.Access;
using Dashboard.Web.Tests.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(AccessSite))]

namespace Dashboard.Web.Tests.Access;

/// <summary>The whole site on a real port with a sample shop and an account of each role, and browsers without a screen.</summary>
public sealed partial class AccessSite : IAsyncLifetime
{
    public const string Password = "four blue wooden gates";

    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-access-").FullName;
    private readonly Dictionary<string, HttpClient> signedIn = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim signing = new(1, 1);

    public WebApplication App { get; private set; } = null!;

    public DashboardStore Store { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public AccountService Accounts => App.Services.GetRequiredService<AccountService>();

    public AccessDirectory Directory_ => App.Services.GetRequiredService<AccessDirectory>();

    public async ValueTask InitializeAsync()
    {
        Store = DashboardStore.Open(Path.Combine(folder, "shop.db"));
        await new SampleShopService(Store, new ShopSettingsService(Store), TimeProvider.System).CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, TestContext.Current.CancellationToken);
        App = DashboardHost.Build(Store, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration["TrainModels"] = "false";
        });
        await App.StartAsync();
        Address = new Uri(App.Urls.Single());
        await Accounts.CreateFirstAsync("root", Password);
        foreach (var role in Roles.All)
            await Accounts.CreateAsync(role.ToString().ToLowerInvariant(), Password, role, mustChange: false);
        await Accounts.CreateAsync("watcher", Password, Role.Viewer, mustChange: false);
        var german = await Accounts.CreateAsync("german", Password, Role.Marketer, mustChange: false);
        await Accounts.ChangeAsync(german.Id, a => a.Countries = "Germany");
    }

    /// <summary>A browser of nobody that follows no redirection.</summary>
    public HttpClient Nobody() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>A browser of an account, with a session as signing in gives it.</summary>
    public async Task<HttpClient> AsAsync(string name)
    {
        await signing.WaitAsync();
        try
        {
            if (signedIn.TryGetValue(name, out var known))
                return known;
            var client = Nobody();
            var account = (await Accounts.ListAsync()).Single(a => a.UserName == name);
            var options = App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>()
                .Get(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationDefaults.AuthenticationScheme);
            var ticket = new Microsoft.AspNetCore.Authentication.AuthenticationTicket(await Directory_.BeginAsync(account, "test"), Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationDefaults.AuthenticationScheme);
            client.DefaultRequestHeaders.Add("Cookie", $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}");
            return signedIn[name] = client;
        }
        finally
        {
            signing.Release();
        }
    }

    /// <summary>Sends a form of a page at the door, with the token against forgery that the page gave.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        var token = Token().Match(html).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await browser.PostAsync(new Uri(action, UriKind.Relative), form);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in signedIn.Values)
            client.Dispose();
        signing.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
