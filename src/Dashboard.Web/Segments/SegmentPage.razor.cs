using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Customers;
using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;
using Dashboard.Web.Tables;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>One segment: who they are, what they buy, how they buy, and who is in it; another segment can stand beside it.</summary>
public sealed partial class SegmentPage
{
    private static readonly KeyValuePair<string, string>[] Dimensions =
    [
        new("age-band", "Age"), new("gender", "Gender"), new("country", "Country"), new("language", "Language"), new("acquisition", "Acquisition"), new("channel", "Sales channel"),
    ];

    private static readonly Panel[] AllRhythms =
    [
        new("Days between the days on which a customer ordered", "Days", p => p.OrderGaps.Bins, p => ProfileText.Rhythm(p.OrderGaps), "Nobody has ordered on two days yet."),
        new("Days since the last order", "Days", p => p.DaysSinceLastOrder.Bins, p => ProfileText.Recency(p.DaysSinceLastOrder), "Nobody has ordered yet."),
        new("Items per order", "Items", p => p.ItemsPerOrder.Bins, p => ProfileText.Basket(p.ItemsPerOrder), "The orders of this range name no goods."),
        new("Different products per order", "Products", p => p.ProductsPerOrder.Bins, p => ProfileText.Range(p.ProductsPerOrder), "The orders of this range name no goods."),
        new("Orders by day of the week", "Day", p => p.Weekdays, p => ProfileText.Standout(p.Weekdays, "days"), "Nobody ordered in this range."),
        new("Orders by hour of the day", "Hour", p => p.Hours, p => ProfileText.Standout(p.Hours, "hours"), "The orders of this range have days and no times."),
    ];

    /// <summary>The group, as in addresses.</summary>
    [Parameter]
    public string Slug { get; set; } = "";

    /// <summary>Another group to stand beside it.</summary>
    [SupplyParameterFromQuery(Name = "with")]
    public string? With { get; set; }

    /// <summary>Dimension by which the members are told apart.</summary>
    [SupplyParameterFromQuery(Name = "by")]
    public string? ByName { get; set; }

    /// <summary>What is looked for among the members.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? SearchText { get; set; }

    /// <summary>Column that the members are sorted by.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? SortName { get; set; }

    /// <summary>"asc" or "desc".</summary>
    [SupplyParameterFromQuery(Name = "order")]
    public string? OrderName { get; set; }

    private CustomerQuery Query => CustomerQuery.Parse(SearchText, SortName, OrderName, null, null, null);

    private RfmNames Names => Result?.Receipt.Groups ?? RfmNames.Default;

    private SegmentProfileResult? Other { get; set; }

    private RfmGroup? Group => RfmGroups.Find(Slug);

    private CustomerSetProfile Profile => Result!.Profile;

    private Scope MemberScope => Scope with { Filter = Scope.Filter.Only(Dimension.Segment, Group?.Name() ?? Slug) };

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    private Breakdown Breakdown => BreakdownOf(Profile);

    private IEnumerable<(string Label, string Axis, Func<CustomerSetProfile, IReadOnlyList<ShareRow>> Rows, string Title, string Missing)> Rhythms =>
        AllRhythms.Select(p => (p.Label, p.Axis, p.Rows, p.Title(Profile), p.Missing));

    private IEnumerable<(Dimension Dimension, Taste Taste)> Tastes => [(Dimension.Product, Profile.Products), (Dimension.Category, Profile.Categories)];

    private string Size => $"{Formats.Percent(Share(Profile.Figures.Customers, Profile.Everybody.Customers))} of customers, "
        + $"{Formats.Percent(Share(Profile.Figures.RevenueE4, Profile.Everybody.RevenueE4 + Profile.AnonymousRevenueE4))} of revenue";

    /// <inheritdoc/>
    protected override IAnalysis<SegmentProfileResult> Request() => new SegmentProfileRequest(
        Scope,
        Group ?? throw new ArgumentException($"There is no segment named '{Slug}'. It is one of {string.Join(", ", RfmGroups.All.Select(g => g.Name()))}."));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        Other = RfmGroups.Find(With) is { } other && other != Group && State == PageState.Result
            ? await Analyses.RunAsync(new SegmentProfileRequest(Scope, other), CancellationToken.None)
            : null;
    }

    private static double Share(long part, long whole) => whole <= 0 ? 0 : part / (double)whole;

    private BarSpec Bars(string label, string axis, Func<CustomerSetProfile, IReadOnlyList<ShareRow>> rows) =>
        ProfileCharts.Shares(label, axis, Names, Result!.Group, rows(Profile), Other is { } other ? (other.Group, rows(other.Profile)) : null, axis == "Hour" ? 24 : 12);

    private TableModel Rows(string caption, string axis, IReadOnlyList<ShareRow> rows, Func<ShareRow, string?>? href = null) =>
        ProfileCharts.ShareTable(caption, axis, Names.Name(Result!.Group), rows, href);

    private Breakdown BreakdownOf(CustomerSetProfile profile) =>
        profile.Demographics.Append(profile.Channels).FirstOrDefault(b => ScopeQuery.Name(b.Dimension) == ByName) ?? profile.Demographics.FirstOrDefault(b => b.IsRecorded) ?? profile.Demographics[0];

    // A row that stands for several values has no address.
    private string? Members(ShareRow row) => row.Value is { } value ? Urls.Customers(MemberScope with { Filter = MemberScope.Filter.Only(Breakdown.Dimension, value) }) : null;

    private void OpenMembers(ChartMark mark)
    {
        if (mark.Point < Breakdown.Rows.Count && Members(Breakdown.Rows[mark.Point]) is { } address)
            Navigation.NavigateTo(address);
    }

    private string Export(string part, string extension) => Urls.Export($"segment-profile/{Slug}/{part}", extension, Scope);

    private void Go(string name, string? value) => Navigation.NavigateTo(Urls.Segment(
        Slug, Scope, [new("with", name == "with" ? value : With), new("by", name == "by" ? value : ByName), .. Query.Parameters()]));

    private string MembersAddress(CustomerQuery query) => Urls.Segment(Slug, Scope, [new("with", With), new("by", ByName), .. query.Parameters()]);

    private sealed record Panel(string Label, string Axis, Func<CustomerSetProfile, IReadOnlyList<ShareRow>> Rows, Func<CustomerSetProfile, string> Title, string Missing);
}
