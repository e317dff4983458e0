using System.Reflection;
using System.Text.RegularExpressions;
using Dashboard.Faults.Kills;
using Dashboard.Faults.Sites;
using Dashboard.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Faults.Fuzzing;

/// <summary>Every address of the site with hostile values in its path and query: answered in words, never by an error of the server, a trace of the program, or not at all.</summary>
public sealed partial class AddressFuzzTests(ShopUnderFire shop)
{
    // Names that exports read by themselves; those of pages are found in the program.
    private static readonly string[] ExportNames = ["a", "arm", "average", "b", "bands", "by", "columns", "cost", "days", "did", "effect", "find", "for", "forecast", "h", "horizon", "lapsed", "measure", "mode", "name", "of", "order", "outcome", "q", "rfm", "risk", "rows", "rule", "s", "sort", "step", "t", "who"];

    private static readonly string[] Proper =
    [
        "all", "90d", "2011-01-01", "country:Germany", "rule:everyone", "rule:rfm.group = \"Champions\"", "segment:Champions", "none", "year", "revenue", "month", "everyone", "3", "10", "1", "0.5", "true", "desc", "Champions", "orders > 2", "recency,frequency", "kmeans", "365",
    ];

    [Fact]
    public async Task Get_AnyAddress_IsAnsweredInWords()
    {
        await using var site = await FaultSite.StartAsync(shop, TimeSpan.FromSeconds(5));
        var routes = Routes(site.Services);
        var names = Names();
        Assert.True(routes.Count > 60 && names.Count > 40, $"Only {routes.Count} addresses with {names.Count} names were found.");
        var plain = 0;
        await Fuzzer.RunAsync("addresses", $"hostile paths and queries of {routes.Count} addresses, {names.Count} names", FaultPlan.IsFull ? 4_000 : 260, async random =>
        {
            // First each address as it is, then with anything.
            var isPlain = plain < routes.Count;
            var route = isPlain ? routes[plain++] : routes[random.Next(routes.Count)];
            var address = Fill(route, random, isPlain) + (isPlain ? "" : Query(names, random));
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            using var answer = await site.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, TestContext.Current.CancellationToken);
            var isText = answer.Content.Headers.ContentType?.MediaType is "text/html" or "text/plain" or "application/json" or null;
            var body = isText ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
            Assert.True((int)answer.StatusCode < 500, $"{address} is answered by {(int)answer.StatusCode}: {body[..Math.Min(300, body.Length)]}");
            Assert.False(Trace().IsMatch(body), $"{address} shows a trace of the program.");
            Assert.False(body.Contains("The numbers could not be computed", StringComparison.Ordinal), $"{address} could not be computed: {string.Join(Environment.NewLine, site.Errors.TakeLast(1))}");
            Assert.False(answer.Headers.Contains("X-Injected"), $"{address} set a header.");
            return $"× {(int)answer.StatusCode}";
        });
        Assert.Empty(site.Errors);
    }

    private static List<string> Routes(IServiceProvider services) =>
        [.. services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(r => !r.StartsWith("/_", StringComparison.Ordinal) && !r.StartsWith("/lib", StringComparison.Ordinal) && !r.Contains("{**", StringComparison.Ordinal) && !Asset().IsMatch(r))
            .Distinct().Order(StringComparer.Ordinal)];

    private static List<string> Names() =>
        [.. typeof(DashboardHost).Assembly.GetTypes().SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(p => (Property: p, Attribute: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
            .Where(p => p.Attribute is not null).Select(p => p.Attribute!.Name ?? p.Property.Name).Concat(ExportNames).Distinct().Order(StringComparer.Ordinal)];

    private static string Fill(string route, Random random, bool isPlain) => Place().Replace(route, place => Uri.EscapeDataString(
        place.Value.Contains(":long", StringComparison.Ordinal) ? (isPlain ? "1" : random.NextInt64(-3, random.Next(2) == 0 ? 5 : long.MaxValue).ToString(null, null)) : isPlain ? "champions" : Value(random) is { Length: > 0 } value && value is not "." and not ".." ? value : "x"));

    private static string Query(List<string> names, Random random)
    {
        var query = Enumerable.Range(0, random.Next(1, 7)).Select(_ => $"{(random.Next(12) == 0 ? Uri.EscapeDataString(Value(random)) : names[random.Next(names.Count)])}={(random.Next(15) == 0 ? "%ff%fe%00" : Uri.EscapeDataString(Value(random)))}");
        return "?" + string.Join('&', query);
    }

    private static string Value(Random random)
    {
        var value = random.Next(3) == 0 ? Proper[random.Next(Proper.Length)] : random.Next(3) == 0 ? Hostile.Changed(Proper[random.Next(Proper.Length)], random) : Hostile.Value(random);
        // Longer addresses are refused by the server before the program sees them.
        return value.Length > 2_000 ? value[..1_999].TrimEnd('\ud83d') : value;
    }

    [GeneratedRegex(@"\bat [A-Z]\w+(?:\.\w+)+\(|\b\w+Exception\b|\bin /\w+/.*\.cs:line", RegexOptions.None, 1000)]
    private static partial Regex Trace();

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"\.(?:js|css|svg|ico|png|woff2|gz|br|json|map|txt)(?:\.|$)", RegexOptions.None, 1000)]
    private static partial Regex Asset();
}
