using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Access;
using Dashboard.Services.Snapshots;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

/// <summary>Walks every address that the site maps, as nobody, as each role, and by token: what is not allowed on purpose is denied.</summary>
public sealed class EveryRouteTests(AccessSite site)
{
    // Everything that somebody without an account may have.
    private static readonly string[] Open = ["/healthz", "/readyz", "/sign-in", "/sign-in/code", "/sign-in/new-password", "/set-up", "/access/"];

    // What needs more than being somebody, by the beginning of the pattern; the rest is for everybody who is signed in.
    private static readonly (string Start, Permission Needed)[] Needs =
    [
        ("/accounts", Permission.Administer), ("/audit", Permission.Administer), ("/privacy", Permission.Administer), ("/program", Permission.Administer),
        ("/data/import", Permission.Import), ("/data/uploads/{id}", Permission.Import), ("/data/uploads", Permission.Edit), ("/data", Permission.WholeShop),
        ("/predictions/models", Permission.WholeShop), ("/predictions/decisions", Permission.WholeShop), ("/segments/lists", Permission.Edit | Permission.WholeShop), ("/exports", Permission.Export),
        ("/export/audit", Permission.Administer), ("/export/model", Permission.WholeShop), ("/export/decisions", Permission.WholeShop), ("/export/person", Permission.Administer), ("/export/privacy", Permission.Administer), ("/export/customer/", Permission.ExportPeople), ("/export/customers", Permission.ExportPeople),
        ("/export/audience", Permission.ExportPeople), ("/export/predictions/customers", Permission.ExportPeople), ("/export/", Permission.Export),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_EveryAddressAsNobody_ShowsNothing()
    {
        using var nobody = site.Nobody();
        var open = new List<string>();
        var walked = 0;
        foreach (var (pattern, address) in await AddressesAsync("GET"))
        {
            using var answer = await nobody.GetAsync(address, Cancel);
            walked++;
            var isShut = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal));
            if (!isShut)
                open.Add($"{pattern}: {(int)answer.StatusCode}");
        }

        Assert.True(walked > 100, $"Only {walked} addresses were walked.");
        Assert.Equal([], open);
    }

    [Theory]
    [InlineData("/data/uploads?name=a.csv")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor")]
    public async Task Post_AsNobody_IsRefused(string address)
    {
        using var nobody = site.Nobody();

        using var answer = await nobody.PostAsync(new Uri(address, UriKind.Relative), new ByteArrayContent([]), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("marketer")]
    [InlineData("analyst")]
    [InlineData("administrator")]
    [InlineData("german")]
    public async Task Get_EveryAddressAsSomebody_IsOpenToWhoMayAndToNobodyElse(string name)
    {
        var browser = await site.AsAsync(name);
        var account = (await site.Accounts.ListAsync()).Single(a => a.UserName == name);
        var viewer = Viewer.Of(name, account.Role, account.SeesPeople, account.Rows, "k");
        var wrong = new List<string>();
        foreach (var (pattern, address) in await AddressesAsync("GET"))
        {
            using var answer = await browser.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Cancel);
            var needed = Needs.FirstOrDefault(n => pattern.StartsWith(n.Start, StringComparison.Ordinal)).Needed;
            var isDenied = answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.Redirect;

            // Whether a file lists people shows once it is made.
            if (isDenied && viewer.May(needed) && pattern.StartsWith("/export/", StringComparison.Ordinal) && !viewer.May(Permission.ExportPeople))
                continue;
            if (isDenied == viewer.May(needed) || (int)answer.StatusCode >= 500)
                wrong.Add($"{pattern}: {(int)answer.StatusCode} {answer.Headers.Location}");
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task Get_EveryAddressAsViewer_NamesNoCustomer()
    {
        // An account of its own, since files are limited in number by account.
        var browser = await site.AsAsync("watcher");
        var people = await PeopleAsync();
        var named = new List<string>();
        foreach (var (pattern, address) in await AddressesAsync("GET"))
        {
            using var answer = await browser.GetAsync(address, Cancel);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
            if (people.FirstOrDefault(p => text.Contains(p, StringComparison.Ordinal)) is { } found)
                named.Add($"{pattern}: {found}");
        }

        Assert.Equal([], named);
    }

    [Fact]
    public async Task Get_SameAddressByAdministratorAndViewer_IsNotTheSameAnswer()
    {
        var key = (await SnapshotAsync()).Customers.Keys.Text(0);
        var name = (await SnapshotAsync()).Customers.Names.Text(0);
        var address = new Uri("/customers/" + Uri.EscapeDataString(key), UriKind.Relative);

        var full = await TextAsync("administrator");
        var masked = await TextAsync("viewer");
        var again = await TextAsync("administrator");

        Assert.Contains(name, full, StringComparison.Ordinal);
        Assert.DoesNotContain(name, masked, StringComparison.Ordinal);
        Assert.Contains(name, again, StringComparison.Ordinal);
        async Task<string> TextAsync(string who) => WebUtility.HtmlDecode(await (await site.AsAsync(who)).GetStringAsync(address, Cancel));
    }

    [Fact]
    public async Task Export_BySomebodyOfOneCountry_HoldsNobodyOfAnother()
    {
        var snapshot = await SnapshotAsync();
        var outside = Enumerable.Range(0, snapshot.Customers.Count).Where(c => snapshot.Customers.Country[c] is { } country && country != "Germany").Select(c => snapshot.Customers.Emails[c] is { Length: > 0 } email ? email : null).OfType<string>().Take(200).ToList();
        var inside = Enumerable.Range(0, snapshot.Customers.Count).Count(c => snapshot.Customers.Country[c] == "Germany");
        var browser = await site.AsAsync("german");

        var csv = await browser.GetStringAsync(new Uri("/export/customers.csv?range=all", UriKind.Relative), Cancel);
        var elsewhere = await browser.GetStringAsync(new Uri("/export/customers.csv?range=all&f=country:France", UriKind.Relative), Cancel);

        Assert.NotEmpty(outside);
        Assert.Equal(inside, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        Assert.DoesNotContain(outside, email => csv.Contains(email, StringComparison.Ordinal));
        Assert.Single(elsewhere.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Page_OfACustomerOfAnotherCountry_IsNotThereForSomebodyOfOneCountry()
    {
        var snapshot = await SnapshotAsync();
        var stranger = Enumerable.Range(0, snapshot.Customers.Count).First(c => snapshot.Customers.Country[c] == "France");
        var browser = await site.AsAsync("german");

        var text = WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri("/customers/" + Uri.EscapeDataString(snapshot.Customers.Keys.Text(stranger)), UriKind.Relative), Cancel));

        Assert.DoesNotContain(snapshot.Customers.Names.Text(stranger), text, StringComparison.Ordinal);
    }

    private async Task<Snapshot> SnapshotAsync() => await site.App.Services.GetRequiredService<SnapshotService>().CurrentAsync(Cancel);

    // Rare enough that a word of the site is no name: whole names and addresses.
    private async Task<List<string>> PeopleAsync()
    {
        var customers = (await SnapshotAsync()).Customers;
        return [.. Enumerable.Range(0, customers.Count).SelectMany(c => new[] { customers.Names[c], customers.Emails[c], customers.Phones[c] }).OfType<string>().Where(t => t.Length > 8).Distinct().Take(1_500)];
    }

    private async Task<List<(string Pattern, Uri Address)>> AddressesAsync(string method)
    {
        var customers = (await SnapshotAsync()).Customers;
        var campaign = (await SnapshotAsync()).Campaigns.Keys[0];
        var addresses = new List<(string, Uri)>();
        foreach (var endpoint in site.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
            if (methods is { Count: > 0 } && !methods.Contains(method) || pattern.StartsWith("/_blazor", StringComparison.Ordinal) || IsAsset(endpoint, pattern))
                continue;
            if (Open.Any(o => o.EndsWith('/') ? pattern.StartsWith(o, StringComparison.Ordinal) : pattern == o))
                continue;
            var path = new StringBuilder(pattern);
            foreach (var parameter in endpoint.RoutePattern.Parameters)
            {
                path.Replace(Regex.Match(pattern, @"\{\**" + parameter.Name + @"[^}]*\}", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)).Value, Uri.EscapeDataString(parameter.Name switch
                {
                    "Key" or "key" when pattern.Contains("campaign", StringComparison.OrdinalIgnoreCase) => campaign,
                    "Key" or "key" => customers.Keys.Text(0),
                    "group" or "Slug" => "champions",
                    "metric" => "revenue",
                    "issue" => "email",
                    _ => "1",
                }));
            }

            addresses.Add((pattern, new Uri(path.ToString(), UriKind.Relative)));
        }

        return addresses;
    }

    // Scripts, styles and pictures, which hold nothing of the shop.
    private static bool IsAsset(RouteEndpoint endpoint, string pattern) =>
        endpoint.Metadata.Any(m => m.GetType().Name.Contains("StaticAsset", StringComparison.Ordinal)) || pattern.StartsWith("/_framework", StringComparison.Ordinal) || pattern.StartsWith("/_content", StringComparison.Ordinal);
}
