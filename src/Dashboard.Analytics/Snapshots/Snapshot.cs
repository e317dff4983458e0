using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Everything the analyses read: immutable columns at one data version. A customer, an order, a product is an index into its columns.
/// </summary>
public sealed class Snapshot
{
    // Scores, selections and totals of a million customers take a few to some twenty megabytes each.
    private const long DataBytes = 288L << 20;
    private const long DecidedBytes = 96L << 20;
    private const long DecidedBytesOfView = DecidedBytes / 3;
    internal const long DataBytesOfView = DataBytes / 3;

    private BoundedCache ofData = new(DataBytes);
    private BoundedCache memo = new(DecidedBytes);
    private readonly ConditionalWeakTable<ViewColumns, Snapshot> views = new();
    private ViewColumnsCache viewColumns = new();

    /// <summary>The version of the data; it grows with every change of the store.</summary>
    public required long DataVersion { get; init; }

    /// <summary>What the shop decided.</summary>
    public required ShopSettings Settings { get; init; }

    /// <summary>Customers.</summary>
    public required CustomerColumns Customers { get; init; }

    /// <summary>Documents.</summary>
    public required OrderColumns Orders { get; init; }

    /// <summary>Lines of documents.</summary>
    public required LineColumns Lines { get; init; }

    /// <summary>Products.</summary>
    public required ProductColumns Products { get; init; }

    /// <summary>Campaigns.</summary>
    public required CampaignColumns Campaigns { get; init; }

    /// <summary>Contacts.</summary>
    public required ContactColumns Contacts { get; init; }

    /// <summary>Saved segments, manual lists and cluster models, which rules refer to by name.</summary>
    public SegmentCatalog Segments { get; init; } = SegmentCatalog.Empty;

    /// <summary>The models in use, which screens and rules apply.</summary>
    public PredictionModels Models { get; init; } = PredictionModels.None;

    /// <summary>First day with a document, else with a contact, else 1 January 2000.</summary>
    public DateOnly FirstDay => Days.First;

    /// <summary>Last day with a document, else with a contact, else 1 January 2000.</summary>
    public DateOnly LastDay => Days.Last;

    /// <summary>Whether there is nothing to analyse.</summary>
    public bool IsEmpty => Customers.Count == 0 && Orders.Count == 0 && Campaigns.Count == 0;

    private (DateOnly First, DateOnly Last) Days => MemoOfData("days", () =>
    {
        if (Orders.Count > 0)
            return (DateOnly.FromDayNumber(Orders.Day[Orders.ByDay[0]]), DateOnly.FromDayNumber(Orders.Day[Orders.ByDay[^1]]));
        var days = Contacts.Day.Where(d => d > 0).DefaultIfEmpty(new DateOnly(2000, 1, 1).DayNumber).ToArray();
        return (DateOnly.FromDayNumber(days.Min()), DateOnly.FromDayNumber(days.Max()));
    });

    /// <summary>The days that a range means on this data.</summary>
    public DateRange Resolve(RangeChoice range) => range.Resolve(FirstDay, LastDay);

    /// <summary>The documents of a range of days, computed once: with another set it is the part of that set in the range, customer by customer.</summary>
    /// <param name="range">The days.</param>
    public Bitmap DocumentsIn(DateRange range) => MemoOfData((nameof(DocumentsIn), range), () =>
    {
        var (from, to) = (range.From.DayNumber, range.To.DayNumber);
        var documents = Orders.Between(from, to);
        // Where they are many, comparing every day in turn is faster than jumping to each document.
        if (documents.Length > Orders.Count / 16)
            return Predicates.Between(Orders.Day, from, to);
        var set = new Bitmap(Orders.Count);
        foreach (var document in documents)
            set.Add(document);
        return set;
    });

    /// <summary>The customers who said yes to marketing through a channel, computed once.</summary>
    /// <param name="channel">A channel of <see cref="CustomerColumns.Consent"/>.</param>
    public Bitmap ConsentTo(string channel) =>
        MemoOfData((nameof(ConsentTo), channel), () => Predicates.Between(Customers.Consent[channel], (sbyte)1, sbyte.MaxValue));

    /// <summary>The same data looked at with other age bands, so that bands can be tried before they are saved; null and equal bands give this snapshot.</summary>
    /// <param name="bands">The bands.</param>
    public Snapshot With(AgeBands? bands) => bands is null || bands.Equals(Settings.AgeBands)
        ? this
        : Memo((nameof(With), bands), () => With(Settings with { AgeBands = bands }, Segments, Models, DataVersion));

    /// <summary>The same columns under other settings and definitions, which were decided at another data version; what was computed from the columns alone is shared.</summary>
    /// <param name="settings">What the shop decided.</param>
    /// <param name="segments">What rules refer to by name.</param>
    /// <param name="models">The models in use.</param>
    /// <param name="dataVersion">The data version.</param>
    public Snapshot With(ShopSettings settings, SegmentCatalog segments, PredictionModels models, long dataVersion) => new()
    {
        DataVersion = dataVersion,
        Settings = settings,
        Customers = Customers,
        Orders = Orders,
        Lines = Lines,
        Products = Products,
        Campaigns = Campaigns,
        Contacts = Contacts,
        Segments = segments,
        Models = models,
        viewColumns = viewColumns,
        ofData = ofData,
    };

    /// <summary>
    /// What somebody may see of this data, as a snapshot of its own that any analysis can be run on: made once, and kept for as long as there is room. Everything is this snapshot.
    /// </summary>
    /// <param name="view">What may be seen.</param>
    /// <param name="cancellationToken">Stops making it, and not what others wait for.</param>
    /// <exception cref="ArgumentException">People are to be hidden, and there is no secret for their pseudonyms.</exception>
    public Snapshot As(DataView view, CancellationToken cancellationToken)
    {
        if (view.IsEverything)
            return this;
        if (view is { HidesPeople: true, PseudonymKey: "" })
            throw new ArgumentException("Hiding people needs a secret for their pseudonyms: without one, anybody could work them out.", nameof(view));
        var columns = viewColumns.Get(view, (long)Customers.Count + Orders.Count + Lines.Count + Contacts.Count, () => ViewColumns.Of(this, view, cancellationToken), cancellationToken);
        return views.GetValue(columns, made => new Snapshot
        {
            ofData = made.Memo,
            memo = new BoundedCache(DecidedBytesOfView),
            DataVersion = DataVersion,
            Settings = Settings,
            Customers = made.Customers,
            Orders = made.Orders,
            Lines = made.Lines,
            Products = made.Products,
            Campaigns = made.Campaigns,
            Contacts = made.Contacts,
            Segments = ViewCatalog.Of(Segments, view, made.Customers.Keys),
            Models = Models,
        });
    }

    /// <summary>The same data with other segments.</summary>
    /// <param name="segments">What rules can refer to.</param>
    public Snapshot With(SegmentCatalog segments) => With(Settings, segments, Models, DataVersion);

    /// <summary>The same data with other models in use.</summary>
    /// <param name="models">The models.</param>
    public Snapshot With(PredictionModels models) => With(Settings, Segments, models, DataVersion);

    /// <summary>
    /// A value that depends on this snapshot and a key alone (the members of a rule, the cells of a table), computed once and kept while there is room.
    /// The key must be a value (record, string, tuple) that no other use shares.
    /// </summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">What the value depends on besides the snapshot.</param>
    /// <param name="compute">The computation; it must be pure.</param>
    public T Memo<T>(object key, Func<T> compute)
        where T : notnull
        => memo.Get(key, compute);

    /// <summary>
    /// A value that depends on the columns and a key alone, whatever the shop has decided (RFM scores by a definition, a customer's probabilities by a model): unlike <see cref="Memo"/> it is
    /// kept when settings, segments or models change. The computation must read <see cref="Settings"/>, <see cref="Segments"/> and <see cref="Models"/> only for what is in the key, and the value must not hold the snapshot.
    /// </summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">What the value depends on besides the columns.</param>
    /// <param name="compute">The computation; it must be pure.</param>
    public T MemoOfData<T>(object key, Func<T> compute)
        where T : notnull
        => ofData.Get(key, compute);

    /// <summary>
    /// A value that depends on the columns, a filter and a key: <see cref="MemoOfData"/>, and <see cref="Memo"/> where the filter asks for segments, ages or rules, which the shop decides.
    /// </summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="filter">The filter; it is to be part of the key as well.</param>
    /// <param name="key">What the value depends on besides the columns.</param>
    /// <param name="compute">The computation; it must be pure.</param>
    internal T MemoOf<T>(Filter filter, object key, Func<T> compute)
        where T : notnull
        => filter.DependsOnDay ? Memo(key, compute) : MemoOfData(key, compute);

    /// <summary>A value of <see cref="Memo"/>, if it is kept.</summary>
    internal bool TryMemo<T>(object key, [NotNullWhen(true)] out T? value)
        where T : class
        => memo.TryGet(key, out value) && value is not null;
}
