using System.Globalization;
using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Something about a customer that makes an event likelier or less likely.</summary>
/// <param name="Theme">What it is about.</param>
/// <param name="LogOdds">What the features of the theme add to the log odds together; above 0 makes the event likelier.</param>
/// <param name="Text">In plain words, as in "Last order 120 days ago".</param>
public sealed record LikelihoodReason(LikelihoodTheme Theme, double LogOdds, string Text);

/// <summary>
/// Why a customer has a probability: the themes that add most and take away most. Contributions are exact: those of logistic regression are coefficient × (value − mean), those of trees are Shapley
/// values; features of a theme are added up, which both allow.
/// </summary>
/// <param name="Raise">Up to three that make the event likelier, the strongest first.</param>
/// <param name="Lower">Up to three that make it less likely, the strongest first.</param>
public sealed record LikelihoodReasons(IReadOnlyList<LikelihoodReason> Raise, IReadOnlyList<LikelihoodReason> Lower)
{
    private const int Most = 3;
    private const double LeastLogOdds = 0.02;

    /// <summary>Reasons of customers as of a day.</summary>
    internal static IReadOnlyDictionary<int, LikelihoodReasons> Of(Snapshot snapshot, LikelihoodModel model, int asOfDay, int[] customers, CancellationToken cancellationToken)
    {
        var features = model.Keys.Select(LikelihoodFeature.ByKey).ToArray();
        // What is said of a theme may rest on numbers that the model itself does not read.
        string[] said = [.. LikelihoodFeature.Behaviour.Select(f => f.Key).Union(model.Keys)];
        var rows = LikelihoodRows.Read(snapshot, asOfDay, said, customers, cancellationToken);
        int[] columns = [.. model.Keys.Select(key => Array.IndexOf(said, key))];
        var read = FeatureMatrix.OfColumns([.. columns.Select(c => rows.Values.Column(c).ToArray())]);
        var contributions = model.Scorer.Contributions(read);
        var reasons = new Dictionary<int, LikelihoodReasons>(rows.Customers.Length);
        for (var row = 0; row < rows.Customers.Length; row++)
        {
            var facts = new Facts(rows, row, said, snapshot.Settings.Currency);
            reasons[rows.Customers[row]] = model.Scorer is RateScorer rates ? OfRates(rates, read, row, facts) : Of(features, contributions[row], facts);
        }

        return reasons;
    }

    private static LikelihoodReasons Of(LikelihoodFeature[] features, double[] contributions, Facts facts)
    {
        var themes = features.Zip(contributions).GroupBy(p => p.First.Theme)
            .Select(g => (Theme: g.Key, Sum: g.Sum(p => p.Second)))
            .Where(t => Math.Abs(t.Sum) >= LeastLogOdds)
            .OrderByDescending(t => Math.Abs(t.Sum)).ToArray();
        return new LikelihoodReasons(
            [.. themes.Where(t => t.Sum > 0).Take(Most).Select(t => new LikelihoodReason(t.Theme, t.Sum, facts.Text(t.Theme)))],
            [.. themes.Where(t => t.Sum < 0).Take(Most).Select(t => new LikelihoodReason(t.Theme, t.Sum, facts.Text(t.Theme)))]);
    }

    // Rates know the cell alone, so there is one thing to say.
    private static LikelihoodReasons OfRates(RateScorer rates, FeatureMatrix read, int row, Facts facts)
    {
        var cell = rates.CellOf(read, row);
        var odds = LogOdds.Of(rates.Rates[cell]) - LogOdds.Of(rates.Overall);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.Text(LikelihoodTheme.Silence)}, {facts.Text(LikelihoodTheme.Spend).ToLowerInvariant()}: {rates.Rates[cell] * 100:0} % of {rates.Rows[cell]:#,0} such customers, {rates.Overall * 100:0} % of all");
        var reason = new LikelihoodReason(LikelihoodTheme.Silence, odds, text);
        return odds >= 0 ? new LikelihoodReasons([reason], []) : new LikelihoodReasons([], [reason]);
    }

    private sealed class Facts(LikelihoodRows rows, int row, string[] keys, string currency)
    {
        public string Text(LikelihoodTheme theme) => theme switch
        {
            LikelihoodTheme.Silence => Known("gap") ? $"Last order {Of("silence")} ago, usually every {Of("gap")}" : $"Last order {Of("silence")} ago",
            LikelihoodTheme.Rhythm => $"{Counted("orders", "order", "orders")} in all, {Of("orders-365")} in the past year",
            LikelihoodTheme.Trend => Number("orders-trend") switch
            {
                > 1 => "More orders in the last 90 days than in the 90 before",
                < 1 => "Fewer orders in the last 90 days than in the 90 before",
                _ => Number("revenue-trend") switch
                {
                    > 1.1 => "Spent more in the last 90 days than in the 90 before",
                    < 0.9 => "Spent less in the last 90 days than in the 90 before",
                    _ => "As many orders in the last 90 days as in the 90 before",
                },
            },
            LikelihoodTheme.Spend => $"{Of("average-order")} {currency} an order, {Of("revenue")} {currency} in all",
            LikelihoodTheme.Breadth => Known("categories") ? $"Buys {Counted("products", "product", "products")} from {Counted("categories", "category", "categories")}" : "No product known",
            LikelihoodTheme.Discounts => Known("discounted") ? $"{Of("discounted")} of orders at a discount" : "Discounts not known",
            LikelihoodTheme.Returns => Number("returned") > 0 ? $"{Of("returned")} of purchases sent back" : "Sends nothing back",
            LikelihoodTheme.Campaigns => Number("contacts") < 0.5 ? "No campaign in the past year"
                : Known("clicked") ? $"Clicks {Of("clicked")} of campaigns" : Known("opened") ? $"Opens {Of("opened")} of campaigns" : $"{Of("contacts")} campaigns in the past year",
            LikelihoodTheme.Tenure => $"First order {Of("tenure")} ago",
            LikelihoodTheme.Season => Known("last-year") ? $"{Counted("last-year", "order", "orders")} at this time last year" : "Not yet a customer at this time last year",
            _ => string.Join(", ", keys.Select(OfPerson).OfType<string>()) is { Length: > 0 } person ? "Person: " + person : "The person",
        };

        // Age, and the gender and country that hold.
        private string? OfPerson(string key) => key == "age" ? $"age {Of(key)}"
            : key.Split(':', 2) is [_, var value] && Number(key) > 0.5 ? value
            : null;

        private bool Known(string key) => !double.IsNaN(Number(key));

        private double Number(string key)
        {
            var column = Array.IndexOf(keys, key);
            return LikelihoodFeature.ByKey(key).Raw(rows.Values[row, column]);
        }

        private string Of(string key) => LikelihoodFeature.ByKey(key).Text(Number(key));

        private string Counted(string key, string one, string many) => $"{Of(key)} {(Math.Abs(Math.Round(Number(key)) - 1) < 0.5 ? one : many)}";
    }
}
