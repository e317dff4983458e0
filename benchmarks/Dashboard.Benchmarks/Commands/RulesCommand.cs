using System.Diagnostics;
using System.Globalization;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Benchmarks.Shops;

namespace Dashboard.Benchmarks.Commands;

/// <summary>
/// Times rules on a shop in memory: a rule that nothing was prepared for, with a threshold changed (its counts are kept), and its live count with previews.
/// <c>rules [customers] [orders each] [lines each]</c>
/// </summary>
internal static class RulesCommand
{
    private const int Runs = 7;

    private static readonly (string Name, string Text, string Edited)[] Rules =
    [
        ("1 attribute", "country = \"Germany\"", "country = \"France\""),
        ("5 attributes", "country in (\"Germany\", \"France\") and gender = \"female\" and age between 25 and 54 and contactable(\"email\") and acquisition != \"store\"", "country in (\"Germany\", \"France\") and gender = \"female\" and age between 25 and 44 and contactable(\"email\") and acquisition != \"store\""),
        ("RFM group", "rfm.group in (\"Champions\", \"Loyal\")", "rfm.group = \"At risk\""),
        ("orders, 90 days", "orders(last 90 days) >= 2", "orders(last 90 days) >= 3"),
        ("orders of a category, 90 days", "orders(last 90 days, category = \"Category 3\") >= 1", "orders(last 90 days, category = \"Category 3\") >= 2"),
        ("revenue, ever", "revenue(ever) > 500", "revenue(ever) > 600"),
        ("products, ever", "products(ever) >= 10", "products(ever) >= 12"),
        ("responses, 365 days", "responses(clicked, last 365 days, channel = \"email\") >= 1", "responses(clicked, last 365 days, channel = \"email\") >= 2"),
        ("5 conditions of every kind", "country = \"Germany\" and contactable(\"email\") and orders(last 90 days, category = \"Category 3\") >= 1 and revenue(last 12 months) > 100 and not responses(clicked, last 180 days) >= 1", "country = \"Germany\" and contactable(\"email\") and orders(last 90 days, category = \"Category 3\") >= 1 and revenue(last 12 months) > 200 and not responses(clicked, last 180 days) >= 1"),
    ];

    public static void Run(string[] args)
    {
        var customers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var shop = BigShop.Make(customers, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 2, 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shop.Customers.Count:N0} customers, {shop.Orders.Count:N0} documents, {shop.Lines.Count:N0} lines; medians of {Runs}, in ms"));
        Console.WriteLine("| rule | customers | nothing kept | a number edited | live count with previews |");
        Console.WriteLine("| --- | --: | --: | --: | --: |");
        foreach (var (name, text, edited) in Rules)
        {
            var (rule, other) = (RuleText.Parse(text), RuleText.Parse(edited));
            var (cold, warm, live, count) = (new double[Runs], new double[Runs], new double[Runs], 0);
            for (var run = 0; run < Runs; run++)
            {
                // The same columns with nothing kept of them, but for the scores behind everything.
                var fresh = shop.With(new SegmentCatalog([], []));
                var day = fresh.LastDay.DayNumber;
                RuleMembers.Of(fresh, new Everyone(), day, CancellationToken.None);
                cold[run] = Time(() => count = RuleMembers.Of(fresh, rule, day, CancellationToken.None).Count());
                warm[run] = Time(() => RuleMembers.Of(fresh, other, day, CancellationToken.None).Count());
                live[run] = Time(() => new RuleEvaluationRequest(rule, Scope.Default, other).Run(fresh, CancellationToken.None));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {count:N0} | {Median(cold):F1} | {Median(warm):F1} | {Median(live):F1} |"));
        }
    }

    private static double Time(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);
}
