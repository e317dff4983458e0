using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>The value of customers to come by the model in use: of all, by tier, by group, beside what winning them cost. It trains nothing.</summary>
/// <param name="Scope">Whom; the last day of the range is the day from which is predicted.</param>
/// <param name="HorizonDays">Days ahead, 1 to <see cref="CustomerValues.MostDays"/>.</param>
/// <param name="By">What groups are shown.</param>
/// <param name="Discount">Yearly discount of money to come, 0 to 1; 0 for none.</param>
public sealed record LifetimeValueRequest(Scope Scope, int HorizonDays = 365, ValueBreakdown By = ValueBreakdown.Segment, double Discount = 0) : IAnalysis<LifetimeValueResult>, IScoped
{
    private const int MostGroups = 12;
    private const int WonWithinDays = 30;
    private static readonly (string Name, double UpTo)[] TierEnds = [("Top 1 %", 0.01), ("Next 4 %", 0.05), ("Next 15 %", 0.2), ("Next 30 %", 0.5), ("Lower half", 1)];

    /// <inheritdoc/>
    public LifetimeValueResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (HorizonDays is < 1 or > CustomerValues.MostDays)
            throw new ArgumentException($"Values are predicted 1 to {CustomerValues.MostDays} days ahead, not {HorizonDays}.");
        if (Discount is not (>= 0 and <= 1))
            throw new ArgumentException("A yearly discount lies between 0 and 1, as in 0.1.");
        var asOf = snapshot.Resolve(Scope.Range).To;
        var histories = OrderHistories.Of(snapshot, asOf.DayNumber, cancellationToken);
        var members = Members(snapshot, Scope, histories);
        var (customers, repeaters, historic) = (0, 0, 0L);
        foreach (var customer in members)
            (customers, repeaters, historic) = (customers + 1, repeaters + (histories.OrderDays[customer] > 1 ? 1 : 0), historic + histories.NetE4[customer]);
        var result = new LifetimeValueResult
        {
            Customers = customers,
            Repeaters = repeaters,
            HistoricE4 = historic,
            AsOf = asOf,
            HorizonDays = HorizonDays,
            Receipt = Receipt.For(
                snapshot,
                Scope,
                $"Days with an order, and revenue net of returns, expected of customers who have ordered, within {HorizonDays} days after the last day of the range. "
                    + "Ranges of totals are drawn for the group as a whole: parameters, the luck of each customer, and how far totals were off in backtests.",
                customers,
                "customers with an order"),
        };
        if (CustomerValues.Of(snapshot, asOf.DayNumber, HorizonDays, cancellationToken) is not { } values)
            return result with { Missing = Lacks(snapshot, customers, repeaters) };
        var inUse = snapshot.Models.Lifetime!;
        var ranked = Ranked(values, members);
        return result with
        {
            Run = inUse.Run,
            Model = inUse.Model,
            Total = GroupForecast.Of(values, members, cancellationToken),
            Discounted = Discount > 0 ? Discounted(values, ranked, cancellationToken) : null,
            Tiers = Tiers(values, ranked),
            Bins = Bins(values, ranked),
            Groups = Groups(snapshot, values, members, cancellationToken),
            Campaigns = Campaigns(snapshot, values, members),
            Receipt = result.Receipt with { Details = Details(inUse) },
        };
    }

    /// <summary>The customers of a scope who have ordered by its last day.</summary>
    internal static Bitmap Members(Snapshot snapshot, Scope scope, OrderHistories histories)
    {
        var members = CustomerMembers.Of(snapshot, scope, Population.Everyone).Flags;
        var buyers = snapshot.MemoOfData((nameof(LifetimeValueRequest), histories.AsOfDay), () =>
        {
            var flags = new Bitmap(histories.OrderDays.Length);
            for (var customer = 0; customer < histories.OrderDays.Length; customer++)
            {
                if (histories.OrderDays[customer] > 0)
                    flags.Add(customer);
            }

            return flags;
        });
        return members & buyers;
    }

    internal static IReadOnlyList<KeyValuePair<string, string>> Details(ModelInUse<LifetimeModel> inUse) =>
    [
        new("Model run", inUse.Run.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("Model", MethodOf(inUse.Model)),
        new("Trained on data until", inUse.TrainedAsOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        new("Seed of draws", inUse.Model.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("Margin", inUse.Model.MarginShare is null ? FormattableString.Invariant($"Not stated: the cost of only {inUse.Model.MarginCoverage:0%} of revenue is known") : FormattableString.Invariant($"From the {inUse.Model.MarginCoverage:0%} of revenue whose cost is known")),
    ];

    /// <summary>What a model is called.</summary>
    public static string MethodOf(LifetimeModel model) => model.Rung == LadderRung.Rates
        ? "Rates of RFM groups"
        : LifetimeReport.NameOf(model.Count, model.Shape) + (model.SpendValues.Count > 0 ? " and Gamma-Gamma" : " at a mean order value");

    private static NotEnoughData? Lacks(Snapshot snapshot, int customers, int repeaters)
    {
        var days = snapshot.IsEmpty ? 0 : snapshot.LastDay.DayNumber - snapshot.FirstDay.DayNumber + 1;
        return customers < LifetimeTraining.LeastBuyers ? new("rates of groups of customers", "customers with an order", LifetimeTraining.LeastBuyers, customers)
            : days < LifetimeTraining.LeastRateDays ? new("rates of groups of customers", "days of orders", LifetimeTraining.LeastRateDays, days)
            : null;
    }

    // By falling revenue; equal ones by customer.
    private static int[] Ranked(CustomerValues values, Bitmap members)
    {
        var keys = Array.ConvertAll(members.ToArray(), customer => ((ulong)customer << 32) | ~Ascending(values.Revenue[customer]));
        return Array.ConvertAll(RadixSort.Sort(keys, 32), key => (int)(key >> 32));

        // The bits of numbers with a sign, as whole numbers in the same order: those of positive ones as they are, those of negative ones turned round.
        static uint Ascending(float value) => BitConverter.SingleToUInt32Bits(value) is var bits && (bits >> 31) != 0 ? ~bits : bits | 0x8000_0000;
    }

    private static List<ValueTier> Tiers(CustomerValues values, int[] ranked)
    {
        var (tiers, from) = (new List<ValueTier>(), 0);
        var all = ranked.Sum(customer => (double)values.Revenue[customer]);
        foreach (var (name, upTo) in TierEnds)
        {
            var to = Math.Max(from, (int)Math.Round(ranked.Length * upTo));
            if (to == from)
                continue;
            var (revenue, historic) = (0.0, 0L);
            foreach (var customer in ranked.AsSpan(from, to - from))
                (revenue, historic) = (revenue + values.Revenue[customer], historic + values.Histories.NetE4[customer]);
            tiers.Add(new(name, to - from, values.Revenue[ranked[to - 1]], revenue, all > 0 ? revenue / all : 0, historic));
            from = to;
        }

        return tiers;
    }

    private static List<ValueBin> Bins(CustomerValues values, int[] ranked)
    {
        if (ranked.Length == 0)
            return [];

        // Steps of 1, 2, 5 … times a power of ten, up to the customer above whom only the top hundredth lies.
        var high = Math.Max(values.Revenue[ranked[ranked.Length / 100]], 1e-6);
        var edges = new List<double> { 0 };
        for (var power = Math.Pow(10, Math.Floor(Math.Log10(high)) - 2); edges[^1] < high; power *= 10)
        {
            foreach (var step in new[] { 1, 2, 5 })
            {
                if (edges[^1] < high)
                    edges.Add(step * power);
            }
        }

        var (counts, bin) = (new int[edges.Count], edges.Count - 1);
        foreach (var customer in ranked)
        {
            while (bin > 0 && values.Revenue[customer] < edges[bin])
                bin--;
            counts[bin]++;
        }

        return [.. edges.Select((edge, i) => new ValueBin(edge, i + 1 < edges.Count ? edges[i + 1] : double.PositiveInfinity, counts[i]))];
    }

    private double Discounted(CustomerValues values, int[] ranked, CancellationToken cancellationToken) => Partitions.Compute(
        ranked.Length,
        (from, to) =>
        {
            var sum = 0.0;
            for (var i = from; i < to; i++)
                sum += values.DiscountedRevenue(ranked[i], Discount);
            return sum;
        },
        cancellationToken).Sum();

    private List<ValueGroup> Groups(Snapshot snapshot, CustomerValues values, Bitmap members, CancellationToken cancellationToken)
    {
        var (codes, names, filters) = Codes(snapshot, values.Histories);
        var sets = new Bitmap?[names.Length + 1];
        var revenue = new double[names.Length + 1];
        foreach (var customer in members)
        {
            var code = codes(customer) is var known and >= 0 ? known : names.Length;
            (sets[code] ??= new Bitmap(members.Length)).Add(customer);
            revenue[code] += values.Revenue[customer];
        }

        int[] present = [.. Enumerable.Range(0, sets.Length).Where(code => sets[code] is not null)];
        int[] order = By == ValueBreakdown.Cohort ? [.. present.Order()] : [.. present.OrderByDescending(code => revenue[code]).ThenBy(code => code)];
        var shown = By == ValueBreakdown.Cohort ? order.TakeLast(MostGroups).ToArray() : order.Length <= MostGroups ? order : order[..(MostGroups - 1)];
        var groups = shown.Select(code => Group(code < names.Length ? filters[code] : Condition.Unknown, code < names.Length ? names[code] : "Unknown", sets[code]!)).ToList();
        if (order.Length > shown.Length)
        {
            var rest = new Bitmap(members.Length);
            foreach (var code in order.Except(shown))
                rest |= sets[code]!;
            var name = By == ValueBreakdown.Cohort ? "Earlier" : FormattableString.Invariant($"{order.Length - shown.Length} more");
            groups.Insert(By == ValueBreakdown.Cohort ? 0 : groups.Count, Group(null, name, rest));
        }

        return groups;

        ValueGroup Group(string? value, string name, Bitmap set)
        {
            var historic = 0L;
            foreach (var customer in set)
                historic += values.Histories.NetE4[customer];
            return new ValueGroup(value, name, historic, GroupForecast.Of(values, set, cancellationToken));
        }
    }

    private (Func<int, int> Of, string[] Names, string?[] Filters) Codes(Snapshot snapshot, OrderHistories histories)
    {
        if (By == ValueBreakdown.Cohort)
        {
            var first = snapshot.FirstDay;
            var count = Quarter(DateOnly.FromDayNumber(histories.AsOfDay)) - Quarter(first) + 1;
            string[] quarters = [.. Enumerable.Range(Quarter(first), Math.Max(1, count)).Select(quarter => FormattableString.Invariant($"{quarter / 4} Q{(quarter % 4) + 1}"))];
            return (customer => Quarter(DateOnly.FromDayNumber(histories.FirstDay[customer])) - Quarter(first), quarters, new string?[quarters.Length]);
        }

        var column = DimensionColumn.OfCustomers(
            snapshot, By switch { ValueBreakdown.Country => Dimension.Country, ValueBreakdown.Acquisition => Dimension.Acquisition, _ => Dimension.Segment }, histories.AsOfDay);
        return (customer => column.Codes[customer], column.Labels, column.Values);
    }

    private static int Quarter(DateOnly day) => (day.Year * 4) + ((day.Month - 1) / 3);

    private static List<AcquisitionValue> Campaigns(Snapshot snapshot, CustomerValues values, Bitmap members)
    {
        var (campaigns, contacts) = (snapshot.Campaigns, snapshot.Contacts);
        var found = new List<AcquisitionValue>();
        for (var campaign = 0; campaign < campaigns.Count; campaign++)
        {
            if (campaigns.CostE4[campaign] <= 0)
                continue;
            var won = new HashSet<int>();
            for (var contact = campaigns.FirstContact[campaign]; contact < campaigns.FirstContact[campaign + 1]; contact++)
            {
                var customer = contacts.Customer[contact];
                var after = values.Histories.FirstDay[customer] - contacts.Day[contact];
                if (members[customer] && contacts.Day[contact] > 0 && after is >= 0 and <= WonWithinDays && (contacts.Flags[contact] & ContactFlags.Control) == ContactFlags.None)
                    won.Add(customer);
            }

            if (won.Count > 0)
            {
                found.Add(new AcquisitionValue(
                    campaigns.Keys[campaign],
                    campaigns.Names[campaign],
                    campaigns.CostE4[campaign],
                    won.Count,
                    won.Order().Sum(customer => (values.Histories.NetE4[customer] / 10_000.0) + values.Revenue[customer]) / won.Count));
            }
        }

        return [.. found.OrderByDescending(campaign => campaign.Won)];
    }
}
