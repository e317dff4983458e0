using System.Net;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Browser.Tests;

/// <summary>What the site tells browsers, what it loads, and what becomes of markup that comes in files.</summary>
public sealed class SecurityTests(SampleSite shop, Site site) : IClassFixture<Site>
{
    private const string Markup = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    [Theory]
    [InlineData("/")]
    [InlineData("/segments/champions")]
    [InlineData("/export/segments.csv?range=all")]
    [InlineData("/site.css")]
    [InlineData("/healthz")]
    [InlineData("/no-such-page")]
    public async Task Answer_OfAnyKind_TellsTheBrowserWhatNotToDo(string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(site.Address) };

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        string Header(string name) => string.Join(' ', answer.Headers.GetValues(name));
        var policy = Header("Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Matches("script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}';", policy);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("(script-src|style-src-elem)[^;]*unsafe", policy);
        Assert.Equal(("nosniff", "DENY", "same-origin"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"), "The answer names the server.");
        using var again = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.NotEqual(policy, string.Join(' ', again.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task Health_OfASoundStore_SaysSoAndNothingElse()
    {
        using var client = new HttpClient { BaseAddress = new Uri(site.Address) };
        await site.Services.GetRequiredService<SnapshotService>().CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken));

        using (var connection = site.Store.Connect())
            Services.Store.DashboardStore.Execute(connection, "ALTER TABLE Settings RENAME TO Gone");
        using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        using (var connection = site.Store.Connect())
            Services.Store.DashboardStore.Execute(connection, "ALTER TABLE Gone RENAME TO Settings");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/segments")]
    [InlineData("/customers")]
    [InlineData("/demographics")]
    [InlineData("/trends")]
    [InlineData("/data")]
    public async Task Page_OfAnyKind_AsksNobodyElse(string path)
    {
        await using var visitor = await shop.VisitAsync();
        var foreign = new List<string>();
        visitor.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal) && new Uri(request.Url).Host != "127.0.0.1")
                foreign.Add(request.Url);
        };

        await visitor.GoAsync(path);
        await visitor.DrawnAsync();

        Assert.Empty(foreign);
        // A breach of the policy stands on the console.
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Markup_InEveryTextOfAFile_StaysText()
    {
        using (var session = ImportSession.Begin(site.Store, $"{Markup}.csv", nameof(ImportKind.Orders), "{}", DateTimeOffset.UtcNow))
        {
            for (var i = 0; i < 60; i++)
            {
                session.Add(new ImportRow
                {
                    RowNumber = i + 2,
                    Line = new OrderLineRow
                    {
                        Document = $"{i}{Markup}",
                        CustomerKey = $"{i % 40}{Markup}",
                        ProductKey = $"{i % 5}{Markup}",
                        Channel = $"c{Markup}",
                        Country = $"l{Markup}",
                        AtSeconds = 1_700_000_000 + (i * 86_400L),
                        AmountE4 = 100_000,
                        UnitPriceE4 = 100_000,
                    },
                    Customer = new CustomerRow
                    {
                        Key = $"{i % 40}{Markup}",
                        Name = $"n{Markup}",
                        Email = $"e{Markup}@example.com",
                        Phone = $"p{Markup}",
                        Country = $"l{Markup}",
                        Region = $"r{Markup}",
                        City = $"s{Markup}",
                        Gender = $"g{Markup}",
                        Language = $"d{Markup}",
                        AcquisitionChannel = $"a{Markup}",
                    },
                    Product = new ProductRow { Key = $"{i % 5}{Markup}", Name = $"t{Markup}", Category = $"k{i % 2}{Markup}", Brand = $"b{Markup}" },
                });
            }

            session.Finish(false, [], DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);
        }

        await using var visitor = await site.VisitAsync();
        foreach (var path in (string[])
                 [
                     "/?range=all", "/segments?range=all", "/customers?range=all", $"/customers/{Uri.EscapeDataString($"1{Markup}")}?range=all", "/demographics?range=all&rows=country&columns=city", "/trends?range=all&by=channel",
                     "/segments/assortment?range=all", "/segments/assortment/together?range=all", "/segments/new?rule=" + Uri.EscapeDataString($"country = \"l{Markup.Replace("\"", "\\\"", StringComparison.Ordinal)}\""), "/exports?range=all", "/data",
                     $"/segments/new?rule={Uri.EscapeDataString(Markup)}", $"/customers?q={Uri.EscapeDataString(Markup)}", $"/trends?range=all&f=country%3A{Uri.EscapeDataString(Markup)}",
                 ])
        {
            await visitor.GoAsync(path);
            await visitor.DrawnAsync();
            Assert.False(await visitor.Page.EvaluateAsync<bool>("() => window.hacked === 1"), $"A script of a file ran on {path}.");
            Assert.Equal(0, await visitor.Page.Locator("img[src=x]").CountAsync());
        }

        Assert.DoesNotContain(visitor.Errors, e => e.Contains("Content Security Policy", StringComparison.Ordinal) || e.Contains("/x", StringComparison.Ordinal));
    }
}
