using System.Globalization;
using System.Text;

namespace Dashboard.Load.People;

/// <summary>
/// What one person does, drawn from a seed: loads a screen, changes range, comparison and filter, opens a segment, a campaign or a customer from it or goes on to another screen, then
/// begins anew. Equal seeds and shops give equal scripts.
/// </summary>
/// <param name="shop">What there is to choose.</param>
/// <param name="seed">The seed.</param>
public sealed class Script(Shop shop, int seed)
{
    private static readonly string[] Ranges = ["7d", "28d", "90d", "365d", "month", "last-month", "year", "all"];
    private static readonly string[] Metrics = ["revenue", "orders", "active-customers", "average-order-value", "new-customers", "returning-customers"];
    private static readonly string[] Steps = ["day", "week", "month"];

    // Screens people come to, each as often as it stands here.
    private static readonly string[] Screens =
        ["Overview", "Overview", "Overview", "Segments", "Segments", "Customers", "Customers", "Demographics", "Demographics", "Campaigns", "Campaigns", "Trends", "Trends", "Trends", "Data"];

    private readonly Random random = new(seed);
    private string range = "90d";
    private string comparison = "";
    private string? metric;
    private string? step;
    private List<string> conditions = [];

    /// <summary>An endless sequence of steps; the first is a first view. Two steps one after the other never have the same address.</summary>
    public IEnumerable<Step> Play()
    {
        var last = "";
        while (true)
        {
            (range, comparison, conditions, metric, step) = (One(Ranges), "", [], null, null);
            if (Chance(0.3))
                range = "90d";
            var screen = One(Screens);
            foreach (var next in Session(screen))
            {
                if (next.Kind != StepKind.FirstView && next.Address == last)
                    continue;
                last = next.Address;
                yield return next;
            }
        }
    }

    private IEnumerable<Step> Session(string screen)
    {
        var path = PathOf(screen);
        yield return Here(StepKind.FirstView);
        foreach (var change in Changes(2, 5))
            yield return change;
        (screen, path) = screen switch
        {
            "Segments" => ("Segment", "/segments/" + One(shop.Segments)),
            "Customers" or "Data" when shop.Customers.Count > 0 => ("Customer", "/customers/" + One(shop.Customers)),
            "Campaigns" when shop.Campaigns.Count > 0 => ("Campaign", "/campaigns/" + One(shop.Campaigns)),
            _ => (One(["Overview", "Segments", "Trends", "Customers"]), ""),
        };
        if (path.Length == 0)
            path = PathOf(screen);
        yield return Here(StepKind.Open);
        foreach (var change in Changes(1, 3))
            yield return change;

        Step Here(StepKind kind) => new(kind, screen, Address(path, screen));

        IEnumerable<Step> Changes(int fewest, int most)
        {
            // The Data page and a customer know no filter.
            if (screen == "Data")
                yield break;
            for (var n = random.Next(fewest, most + 1); n > 0; n--)
            {
                Change(screen);
                yield return Here(StepKind.Change);
            }
        }
    }

    private void Change(string screen)
    {
        var isTrend = screen == "Trends";
        switch (random.NextDouble())
        {
            case < 0.35:
                range = One(Ranges);
                break;
            case < 0.5:
                comparison = One(["", "year", "none"]);
                break;
            case < 0.65 when isTrend:
                metric = One(Metrics);
                break;
            case < 0.7 when isTrend || screen == "Overview":
                step = One(Steps);
                break;
            case < 0.8 when conditions.Count > 0:
                conditions.RemoveAt(random.Next(conditions.Count));
                break;
            default:
                if (shop.Conditions.Count == 0 || conditions.Count > 1)
                    conditions = [];
                else
                    conditions.Add(One(One(shop.Conditions)));
                break;
        }
    }

    private string Address(string path, string screen)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        Add("range", range == "90d" ? null : range);
        Add("compare", comparison);
        foreach (var condition in conditions.Distinct())
            Add("f", condition);
        Add("metric", screen == "Trends" ? metric : null);
        Add("step", screen is "Trends" or "Overview" ? step : null);
        return text.ToString();

        void Add(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            text.Append(CultureInfo.InvariantCulture, $"{separator}{name}={Uri.EscapeDataString(value)}");
            separator = '&';
        }
    }

    private static string PathOf(string screen) => screen == "Overview" ? "/" : "/" + screen.ToLowerInvariant();

    private bool Chance(double share) => random.NextDouble() < share;

    private T One<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
