using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Dashboard.Load.People;

/// <summary>What the shop has that a person can choose, read off its own pages.</summary>
/// <param name="Conditions">Conditions of a filter as addresses write them, such as "country:Germany", by dimension.</param>
/// <param name="Segments">Slugs of the segments.</param>
/// <param name="Campaigns">Keys of campaigns.</param>
/// <param name="Customers">Keys of customers.</param>
public sealed partial record Shop(
    IReadOnlyList<IReadOnlyList<string>> Conditions, IReadOnlyList<string> Segments, IReadOnlyList<string> Campaigns, IReadOnlyList<string> Customers)
{
    private const int MostCustomers = 500;

    private static readonly string[] Pages = ["/", "/?by=country&range=365d", "/?by=category&range=365d", "/segments?range=all", "/demographics?range=all", "/campaigns?range=all", "/trends", "/customers", "/data"];

    /// <summary>Loads every screen once and gathers what its links name.</summary>
    /// <exception cref="InvalidOperationException">The shop is empty.</exception>
    public static async Task<Shop> ReadAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var html = new List<string>();
        foreach (var page in Pages)
            html.Add(await http.GetStringAsync(new Uri(page, UriKind.Relative), cancellationToken));
        var segments = Linked(html, "segments");
        if (segments.Count == 0)
            throw new InvalidOperationException("The shop is empty: fill it first, such as with the command demo.");
        html.Add(await http.GetStringAsync(new Uri($"/segments/{segments[0]}?range=all", UriKind.Relative), cancellationToken));
        var conditions = html.SelectMany(page => Condition().Matches(page)).Select(m => Uri.UnescapeDataString(WebUtility.HtmlDecode(m.Groups["condition"].Value)))
            .Where(c => !c.StartsWith("campaign:", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)
            .GroupBy(c => c[..c.IndexOf(':', StringComparison.Ordinal)]).Select(g => (IReadOnlyList<string>)[.. g]);
        return new Shop([.. conditions], segments, Linked(html, "campaigns"), await CustomersAsync(http, cancellationToken));
    }

    private static List<string> Linked(List<string> html, string screen) =>
        [.. html.SelectMany(page => Link().Matches(page)).Where(m => m.Groups["screen"].Value == screen).Select(m => WebUtility.HtmlDecode(m.Groups["key"].Value)).Distinct().Order(StringComparer.Ordinal)];

    // The list of customers is drawn as it scrolls; the beginning of its export names as many as are needed.
    private static async Task<List<string>> CustomersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri("/export/customers.csv?range=all", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken));
        var keys = new List<string>();
        await lines.ReadLineAsync(cancellationToken);
        while (keys.Count < MostCustomers && await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var key = line.Split(',')[0];
            if (key.Length > 0 && key.All(char.IsAsciiLetterOrDigit))
                keys.Add(key);
        }

        return keys;
    }

    /// <summary>What was found, in a line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Conditions.Sum(c => c.Count)} conditions on {Conditions.Count} dimensions, {Segments.Count} segments, {Campaigns.Count} campaigns, {Customers.Count} customers to open");

    [GeneratedRegex("[?;&]f=(?<condition>[a-z-]+%3A[^&\"]+)", RegexOptions.None, 1000)]
    private static partial Regex Condition();

    [GeneratedRegex("href=\"/(?<screen>segments|campaigns)/(?<key>[^?\"/]+)[?\"]", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
