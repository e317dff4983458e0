using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;

namespace Dashboard.Analytics.Overview;

/// <summary>What a row of a decomposition stands for.</summary>
public enum DriverKind
{
    /// <summary>A value of the dimension.</summary>
    Value,

    /// <summary>Revenue whose value is not recorded.</summary>
    Unknown,

    /// <summary>Revenue without a customer.</summary>
    Anonymous,

    /// <summary>Postage, fees, adjustments: lines that are not goods.</summary>
    NotGoods,

    /// <summary>All smaller rows together.</summary>
    Rest,
}

/// <summary>What one value of a dimension contributed to a change.</summary>
/// <param name="Kind">What the row stands for.</param>
/// <param name="Label">The value; what it stands for otherwise.</param>
/// <param name="CurrentE4">Revenue in the range.</param>
/// <param name="PreviousE4">Revenue in the comparison.</param>
/// <param name="Values">How many values the row holds: 1, or the number of smaller rows for <see cref="DriverKind.Rest"/>.</param>
public sealed record DriverRow(DriverKind Kind, string Label, long CurrentE4, long PreviousE4, int Values = 1)
{
    /// <summary>The contribution to the change.</summary>
    public long ChangeE4 => CurrentE4 - PreviousE4;
}

/// <summary>A change taken apart by one dimension: the contributions add up to the change exactly.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Rows">The largest contributions first, the rest last.</param>
public sealed record DriverTable(Dimension Dimension, IReadOnlyList<DriverRow> Rows);

/// <summary>The value, or pair of values, that explains most of a change.</summary>
/// <param name="Segment">Group, null when the lead is not a group.</param>
/// <param name="Country">Country, null when the lead is not of one country.</param>
/// <param name="Category">Category, null when the lead is not a category.</param>
/// <param name="ChangeE4">Its contribution.</param>
/// <param name="Share">Its contribution as a share of the change; above 1 when others went the other way.</param>
public sealed record ChangeLead(RfmGroup? Segment, string? Country, string? Category, long ChangeE4, double Share);

/// <summary>
/// The change of revenue from the comparison to the range, taken apart by segment, country and category. Customers keep the group that they have at
/// the end of the range in both periods, so that a contribution is what the same customers spent more or less.
/// </summary>
/// <param name="CurrentE4">Revenue of the range.</param>
/// <param name="PreviousE4">Revenue of the comparison.</param>
/// <param name="Tables">One table a dimension.</param>
/// <param name="Lead">What explains most, or null when nothing stands out.</param>
public sealed record ChangeDrivers(long CurrentE4, long PreviousE4, IReadOnlyList<DriverTable> Tables, ChangeLead? Lead)
{
    /// <summary>How many rows a table has before the rest is one row.</summary>
    public const int RowsShown = 12;

    /// <summary>A pair of segment and country leads when it explains at least this share of the change.</summary>
    public const double PairShare = 0.5;

    /// <summary>A single value leads when it explains at least this share.</summary>
    public const double SingleShare = 0.3;

    /// <summary>A country with more than this share of the earlier revenue is the shop itself, and not worth naming.</summary>
    public const double HomeShare = 0.8;

    /// <summary>The change of revenue.</summary>
    public long ChangeE4 => CurrentE4 - PreviousE4;

    /// <summary>The table of a dimension.</summary>
    /// <exception cref="ArgumentException">There is none: use Segment, Country or Category.</exception>
    public DriverTable By(Dimension dimension) =>
        Tables.FirstOrDefault(t => t.Dimension == dimension) ?? throw new ArgumentException("The change is taken apart by Segment, Country and Category.", nameof(dimension));

    internal static ChangeDrivers Find(RevenueSplit split)
    {
        var (current, previous) = (split.SegmentsE4, split.PreviousSegmentsE4);
        var segments = Rows(current, previous, code => code == current.Length - 1
            ? (DriverKind.Anonymous, "Anonymous")
            : (DriverKind.Value, ((RfmGroup)code).Name()));
        var countries = Rows(split.CountriesE4, split.PreviousCountriesE4, code => code == split.CountryLabels.Length
            ? (DriverKind.Unknown, "Unknown")
            : (DriverKind.Value, split.CountryLabels[code]));
        var categories = Rows(split.CategoriesE4, split.PreviousCategoriesE4, code => (code - split.CategoryLabels.Length) switch
        {
            0 => (DriverKind.Unknown, "Unknown"),
            1 => (DriverKind.NotGoods, "Postage, fees and adjustments"),
            _ => (DriverKind.Value, split.CategoryLabels[code]),
        });
        var drivers = new ChangeDrivers(
            current.Sum(),
            previous.Sum(),
            [new(Dimension.Segment, Shorten(segments)), new(Dimension.Country, Shorten(countries)), new(Dimension.Category, Shorten(categories))],
            null);
        return drivers with { Lead = FindLead(split, drivers, segments, countries, categories) };
    }

    private static List<DriverRow> Rows(long[] current, long[] previous, Func<int, (DriverKind Kind, string Label)> name) =>
    [
        .. Enumerable.Range(0, current.Length)
            .Where(code => current[code] != 0 || previous[code] != 0)
            .Select(code => (Name: name(code), Code: code))
            .Select(x => new DriverRow(x.Name.Kind, x.Name.Label, current[x.Code], previous[x.Code]))
            .OrderByDescending(row => Math.Abs(row.ChangeE4))
            .ThenBy(row => row.Label, StringComparer.Ordinal),
    ];

    private static List<DriverRow> Shorten(List<DriverRow> rows)
    {
        if (rows.Count <= RowsShown + 1)
            return rows;
        var rest = rows.Skip(RowsShown).ToList();
        return [.. rows.Take(RowsShown), new DriverRow(DriverKind.Rest, $"{rest.Count} more", rest.Sum(r => r.CurrentE4), rest.Sum(r => r.PreviousE4), rest.Count)];
    }

    private static ChangeLead? FindLead(RevenueSplit split, ChangeDrivers drivers, List<DriverRow> segments, List<DriverRow> countries, List<DriverRow> categories)
    {
        var change = drivers.ChangeE4;
        if (change == 0)
            return null;
        var pair = split.LargestPair(Math.Sign(change));
        var home = drivers.PreviousE4 > 0
            ? countries.FirstOrDefault(c => c.Kind == DriverKind.Value && c.PreviousE4 > HomeShare * drivers.PreviousE4)?.Label
            : null;
        if (pair is { } p && Share(p.ChangeE4) >= PairShare && split.CountryLabels[p.Country] != home)
            return new ChangeLead((RfmGroup)p.Segment, split.CountryLabels[p.Country], null, p.ChangeE4, Share(p.ChangeE4));
        var leads = new List<(ChangeLead Lead, double Excess)>();
        if (Best(segments) is { } segment)
            leads.Add((new ChangeLead(RfmGroups.Find(segment.Label), null, null, segment.ChangeE4, Share(segment.ChangeE4)), Excess(segment)));
        if (Best(countries.Where(c => c.Label != home)) is { } country)
            leads.Add((new ChangeLead(null, country.Label, null, country.ChangeE4, Share(country.ChangeE4)), Excess(country)));
        if (Best(categories) is { } category)
            leads.Add((new ChangeLead(null, null, category.Label, category.ChangeE4, Share(category.ChangeE4)), Excess(category)));
        return leads.Where(l => l.Lead.Share >= SingleShare).OrderByDescending(l => l.Excess).FirstOrDefault().Lead;

        double Share(long part) => (double)part / change;

        // What a value explains beyond its size: a country with most of the revenue has most of any change.
        double Excess(DriverRow row) => Share(row.ChangeE4) - (drivers.PreviousE4 > 0 ? (double)row.PreviousE4 / drivers.PreviousE4 : 0);

        DriverRow? Best(IEnumerable<DriverRow> rows) =>
            rows.Where(r => r.Kind == DriverKind.Value && Math.Sign(r.ChangeE4) == Math.Sign(change)).MaxBy(r => Math.Abs(r.ChangeE4));
    }
}
