using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Demographics;

/// <summary>
/// Who the customers of a scope are: by age, gender, country, region, city, language and acquisition channel, and crossed by any two of these or the segment.
/// Unknown is a row everywhere, so that every breakdown adds up to the number of customers. Values of fewer people than <see cref="ShopSettings.SmallestGroup"/> share a row.
/// </summary>
/// <param name="Scope">Whom and when. Segments and ages hold on the last day of the range, also for the days compared with: the same people before.</param>
/// <param name="Rows">Dimension of the cross table's rows, or null for none.</param>
/// <param name="Columns">Dimension of its columns, another one, or null for none.</param>
/// <param name="Population">Everybody known by the end of the range, or those with an order in it.</param>
/// <param name="Bands">Age bands to try instead of the shop's, or null.</param>
public sealed record DemographicsRequest(
    Scope Scope,
    Dimension? Rows = null,
    Dimension? Columns = null,
    Population Population = Population.Everyone,
    AgeBands? Bands = null) : IAnalysis<DemographicsResult>, IScoped
{
    /// <summary>Dimensions that tell customers apart, in the order in which screens show them; any two can be crossed.</summary>
    public static IReadOnlyList<Dimension> Dimensions { get; } =
        [Dimension.AgeBand, Dimension.Gender, Dimension.Country, Dimension.Region, Dimension.City, Dimension.Language, Dimension.Acquisition, Dimension.Segment];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A dimension to cross does not tell customers apart, or both are the same.</exception>
    public DemographicsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Rows is { } && Rows == Columns)
            throw new ArgumentException("Choose two different dimensions to cross.");
        snapshot = snapshot.With(Bands);
        var now = CustomerMembers.Of(snapshot, Scope, Population);
        var activity = CustomerActivity.Of(snapshot, now);
        var before = now.Range.ComparedWith(Scope.Comparison) is { } days ? CustomerMembers.Of(snapshot, Scope, Population, days) : null;
        var activityBefore = before is null ? null : CustomerActivity.Of(snapshot, before);
        var asOf = now.Range.To.DayNumber;
        cancellationToken.ThrowIfCancellationRequested();
        var columns = Dimensions.Select(d => DimensionColumn.OfCustomers(snapshot, d, asOf)).ToArray();
        var figures = Array.ConvertAll(columns, column => Figures.ByCode(column, now, activity, before, activityBefore));
        var total = Figures.Of(figures[0]);
        var (least, others) = (snapshot.Settings.SmallestGroup, Others(snapshot, now));
        cancellationToken.ThrowIfCancellationRequested();

        return new DemographicsResult
        {
            Population = Population,
            Bands = snapshot.Settings.AgeBands,
            Total = total.Row(Condition.Unknown, "All customers", isUnknown: false, total),
            AnonymousRevenueE4 = activity.AnonymousE4,
            Breakdowns = [.. columns.Zip(figures, Breakdown)],
            Pyramid = CrossTable.Of(DimensionColumn.OfCustomers(snapshot, Dimension.AgeBand, asOf), DimensionColumn.OfCustomers(snapshot, Dimension.Gender, asOf), now.Flags, others, activity, least),
            Cross = Rows is { } down && Columns is { } across
                ? CrossTable.Of(DimensionColumn.OfCustomers(snapshot, down, asOf), DimensionColumn.OfCustomers(snapshot, across, asOf), now.Flags, others, activity, least)
                : null,
            Receipt = ReceiptOf(snapshot, now, activity),
        };

        DemographicsBreakdown Breakdown(DimensionColumn column, Figures[] groups)
        {
            var unknown = column.Values.Length;
            int[] shown = [.. Enumerable.Range(0, unknown).Where(code => !groups[code].IsEmpty || column.Dimension == Dimension.AgeBand)];
            // The sizes of segments are shown elsewhere; only who is in them is nobody's business.
            var joined = SmallGroups.Joined(
                column.Dimension == Dimension.Segment ? 1 : least,
                shown,
                groups[unknown].IsEmpty ? -1 : unknown,
                Array.ConvertAll(groups, g => g.Customers),
                Array.ConvertAll(groups, g => g.CustomersBefore),
                CodeCounts.Of(column.Codes, unknown, others));
            var known = shown.Where(code => !joined[code]).Select(code => (Figures: groups[code], Code: code));
            // Bands and groups have an order of their own; the rest is listed by size.
            var ordered = column.Dimension is Dimension.AgeBand or Dimension.Segment
                ? known.OrderBy(g => g.Code)
                : known.OrderByDescending(g => g.Figures.Customers).ThenByDescending(g => g.Figures.RevenueE4).ThenBy(g => column.Values[g.Code], StringComparer.Ordinal);
            var rows = ordered.Select(g => g.Figures.Row(column.Values[g.Code], column.Labels[g.Code], isUnknown: false, total)).ToList();
            if (Enumerable.Range(0, groups.Length).Where(code => joined[code]).ToArray() is { Length: > 0 } small)
                rows.Add(Joined(groups, small, unknown));
            if (!groups[^1].IsEmpty && !joined[^1])
                rows.Add(groups[^1].Row(Condition.Unknown, "Unknown", isUnknown: true, total));
            return new DemographicsBreakdown(column.Dimension, rows, total.Customers - groups[^1].Customers, total.Customers);
        }

        DemographicsRow Joined(Figures[] groups, int[] small, int unknown)
        {
            var values = small.Count(code => code != unknown);
            return Figures.Of(Array.ConvertAll(small, code => groups[code])).Row(null, $"{values} smaller group{(values == 1 ? "" : "s")}{(values < small.Length ? " or unknown" : "")}", isUnknown: false, total) with { Values = values };
        }
    }

    // Customers whom only the filter leaves out: beside the same breakdown of everybody, it would give their small groups away.
    private Bitmap Others(Snapshot snapshot, CustomerMembers members) => Scope.Filter.IsEmpty
        ? new Bitmap(members.Flags.Length)
        : CustomerMembers.Of(snapshot, Scope with { Filter = Filter.Everything }, Population).Flags & ~members.Flags;

    private Receipt ReceiptOf(Snapshot snapshot, CustomerMembers members, CustomerActivity activity)
    {
        var who = Population == Population.Everyone
            ? Scope.Filter.AsksOrders
                ? "Customers who meet the filter and have a matching order in the range"
                : "Customers known by the end of the range (a document or a sign-up until then) who meet the filter"
            : "Customers who meet the filter and have an order in the range";
        return Receipt.For(
            snapshot,
            Scope,
            who + ", by what is recorded of them; age and segment on the last day of the range. Orders and revenue (net of returns) are those of the range; a country is the customer's own.",
            members.Count,
            "customers") with
        {
            LeftOut = members.KnownLater > 0 ? [new LeftOut(members.KnownLater, "appear only after the range")] : [],
            Details =
            [
                new("Small groups", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Values with fewer than {snapshot.Settings.SmallestGroup} customers, and others with them until they are as many, share one row; cells of cross tables are hidden by the same rule")),
                new("Age bands", snapshot.Settings.AgeBands.ToString()),
                new("Index", "Customers of a cell as a share of those expected if both dimensions were independent, times 100, among customers whose both values are known; fewer than 5 expected is flagged"),
                .. activity.AnonymousE4 == 0 ? [] : new KeyValuePair<string, string>[]
                {
                    new("Revenue without a customer, left out", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{activity.AnonymousE4 / 10_000m:0.####} {snapshot.Settings.Currency}")),
                },
            ],
        };
    }
}

/// <summary>Who the customers of a scope are.</summary>
public sealed record DemographicsResult
{
    /// <summary>Which customers are counted.</summary>
    public required Population Population { get; init; }

    /// <summary>The age bands used.</summary>
    public required AgeBands Bands { get; init; }

    /// <summary>All of them together.</summary>
    public required DemographicsRow Total { get; init; }

    /// <summary>Net revenue in the range of documents without a customer that meet the filter, in no group; in ten-thousandths.</summary>
    public required long AnonymousRevenueE4 { get; init; }

    /// <summary>One breakdown for each of <see cref="DemographicsRequest.Dimensions"/>.</summary>
    public required IReadOnlyList<DemographicsBreakdown> Breakdowns { get; init; }

    /// <summary>Age bands by gender.</summary>
    public required CrossTable Pyramid { get; init; }

    /// <summary>The two dimensions asked for, or null when none were.</summary>
    public CrossTable? Cross { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>The breakdown by a dimension.</summary>
    /// <exception cref="InvalidOperationException">The dimension is not one of <see cref="DemographicsRequest.Dimensions"/>.</exception>
    public DemographicsBreakdown By(Dimension dimension) => Breakdowns.First(b => b.Dimension == dimension);
}

/// <summary>Customers by one dimension.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Rows">Largest first (age bands and segments in their own order), Unknown last; they add up to all customers.</param>
/// <param name="Known">Customers whose value is known.</param>
/// <param name="Customers">All customers.</param>
public sealed record DemographicsBreakdown(Dimension Dimension, IReadOnlyList<DemographicsRow> Rows, int Known, int Customers)
{
    /// <summary>Share of customers whose value is known, 0 to 1; 0 without customers.</summary>
    public double KnownShare => Customers == 0 ? 0 : (double)Known / Customers;
}

/// <summary>Customers of one value.</summary>
/// <param name="Value">The value as a filter has it; <see cref="Condition.Unknown"/> for unknown; null where several values that are too small to be shown share the row.</param>
/// <param name="Label">The value as a screen shows it.</param>
/// <param name="IsUnknown">Whether it stands for "not recorded".</param>
/// <param name="Customers">How many.</param>
/// <param name="Share">Of all customers, 0 to 1.</param>
/// <param name="CustomersBefore">How many in the days compared with, or null.</param>
/// <param name="Orders">Their orders in the range.</param>
/// <param name="RevenueE4">Their net revenue in the range, in ten-thousandths.</param>
/// <param name="RevenueShare">Of the revenue of all customers, null when that is not above 0.</param>
/// <param name="RevenueBeforeE4">Their net revenue in the days compared with, or null.</param>
public sealed record DemographicsRow(
    string? Value,
    string Label,
    bool IsUnknown,
    int Customers,
    double Share,
    int? CustomersBefore,
    int Orders,
    long RevenueE4,
    double? RevenueShare,
    long? RevenueBeforeE4)
{
    /// <summary>How many values share the row.</summary>
    public int Values { get; init; } = 1;

    /// <summary>Net revenue an order in ten-thousandths, or null without an order.</summary>
    public double? AverageOrderValueE4 => Orders == 0 ? null : (double)RevenueE4 / Orders;
}
