using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;

namespace Dashboard.Services.Customers;

/// <summary>Lists of customers as sheets: the columns that screens, files and the command line share.</summary>
public static class CustomerSheets
{
    private static readonly CustomerColumn[] Fixed =
    [
        new("key", new("Customer", CellKind.Text), (w, r) => w.Text(r.Key)),
        new("name", new("Name", CellKind.Text), (w, r) => w.Text(r.Name)),
        new("email", new("E-mail", CellKind.Text), (w, r) => w.Text(r.Email)),
        new("phone", new("Phone", CellKind.Text), (w, r) => w.Text(r.Phone)),
        new("segment", new("Segment", CellKind.Text), (w, r) => w.Text(r.SegmentName)),
        new("segment-since", new("In segment since", CellKind.Date), (w, r) => w.Date(r.SegmentSince)),
        new("previous-segment", new("Previous segment", CellKind.Text), (w, r) => w.Text(r.PreviousSegmentName)),
        new("country", new("Country", CellKind.Text), (w, r) => w.Text(r.Country)),
        new("region", new("Region", CellKind.Text), (w, r) => w.Text(r.Region)),
        new("city", new("City", CellKind.Text), (w, r) => w.Text(r.City)),
        new("postcode", new("Postcode", CellKind.Text), (w, r) => w.Text(r.Postcode)),
        new("age", new("Age", CellKind.Integer), (w, r) => w.Integer(r.Age)),
        new("gender", new("Gender", CellKind.Text), (w, r) => w.Text(r.Gender)),
        new("language", new("Language", CellKind.Text), (w, r) => w.Text(r.Language)),
        new("acquisition", new("Acquisition", CellKind.Text), (w, r) => w.Text(r.Acquisition)),
        new("sign-up", new("Sign-up", CellKind.Date), (w, r) => w.Date(r.SignUp)),
        new("first-order", new("First order", CellKind.Date), (w, r) => w.Date(r.FirstOrder)),
        new("last-order", new("Last order", CellKind.Date), (w, r) => w.Date(r.LastOrder)),
        new("days-since", new("Days since last order", CellKind.Integer), (w, r) => w.Integer(r.DaysSinceLastOrder)),
        new("orders", new("Orders", CellKind.Integer), (w, r) => w.Integer(r.Orders)),
        new("returns", new("Returns", CellKind.Integer), (w, r) => w.Integer(r.Returns)),
        new("revenue", new("Revenue", CellKind.Money), (w, r) => w.Money(r.RevenueE4)),
        new("orders-in-range", new("Orders in range", CellKind.Integer), (w, r) => w.Integer(r.OrdersInRange)),
        new("revenue-in-range", new("Revenue in range", CellKind.Money), (w, r) => w.Money(r.RevenueInRangeE4)),
        new("order-value", new("Average order value", CellKind.Money), (w, r) => w.Money(r.AverageOrderValueE4 is { } value ? (long)Math.Round(value) : null)),
        new("recency-score", new("Recency score", CellKind.Integer), (w, r) => w.Integer(Score(r.RecencyScore))),
        new("frequency-score", new("Frequency score", CellKind.Integer), (w, r) => w.Integer(Score(r.FrequencyScore))),
        new("money-score", new("Money score", CellKind.Integer), (w, r) => w.Integer(Score(r.MoneyScore))),
        new("scored-orders", new("Orders scored", CellKind.Integer), (w, r) => w.Integer(r.ScoredOrders)),
        new("scored-revenue", new("Revenue scored", CellKind.Money), (w, r) => w.Money(r.ScoredRevenueE4)),
        new("active", new("Active in range", CellKind.Boolean), (w, r) => w.Boolean(r.IsActive)),
    ];

    /// <summary>Names that a choice of columns may hold, in the order of the file; those of consents ("consent-email") and attributes ("attribute-Shoe size") depend on the data.</summary>
    public static IReadOnlyList<string> ColumnNames(CustomerExport export) => [.. ColumnsOf(export).Concat(PredictedOf(export)).Select(c => c.Name)];

    /// <summary>Names and headings of the columns that a list can have, in the order of the file.</summary>
    /// <param name="consentChannels">Channels that customers were asked about.</param>
    /// <param name="attributeNames">Custom attributes.</param>
    /// <param name="models">The models in use, which give further columns.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Columns(IReadOnlyList<string> consentChannels, IReadOnlyList<string> attributeNames, PredictionModels? models = null) =>
    [
        .. ColumnsOf(consentChannels, attributeNames).Select(c => KeyValuePair.Create(c.Name, c.Column.Title)),
        .. models is null ? [] : PredictedColumns.Of(models).Select(c => KeyValuePair.Create(c.Name, c.Column.Title)),
    ];

    /// <summary>How a file was reached, with the runs of the models that its columns rest on.</summary>
    /// <param name="export">The customers.</param>
    /// <param name="receipt">How the list was reached.</param>
    /// <param name="columns">Names of its columns; null for all but predictions.</param>
    internal static Receipt ReceiptOf(CustomerExport export, Receipt receipt, IReadOnlyList<string>? columns)
    {
        var kinds = PredictedColumns.All.Where(c => columns?.Contains(c.Name, StringComparer.OrdinalIgnoreCase) == true).Select(c => c.Kind).ToHashSet();
        if (export.Predicted is not { } predicted || kinds.Count == 0)
            return receipt;
        var models = predicted.Models;
        return receipt with
        {
            Details =
            [
                .. receipt.Details,
                .. ModelFacts.Of(new PredictionModels
                {
                    Lifetime = kinds.Contains(ModelKind.Lifetime) ? models.Lifetime : null,
                    Churn = kinds.Contains(ModelKind.Churn) ? models.Churn : null,
                    Purchase = kinds.Contains(ModelKind.Purchase) ? models.Purchase : null,
                }),
            ],
        };
    }

    /// <summary>A workbook of all customers of a list and its Methods.</summary>
    /// <param name="export">The customers.</param>
    /// <param name="now">The time of the export.</param>
    /// <param name="columns">Names from <see cref="ColumnNames"/> in the order wanted, or null for all.</param>
    /// <param name="name">Name of the sheet.</param>
    /// <exception cref="ArgumentException">There is no column of a name.</exception>
    public static Workbook Workbook(CustomerExport export, DateTimeOffset now, IReadOnlyList<string>? columns = null, string name = "Customers") =>
        ReceiptSheet.Workbook(ReceiptOf(export, export.Receipt, columns), now, List(export, columns, name));

    /// <summary>The customers of a list as a sheet.</summary>
    /// <param name="export">The customers.</param>
    /// <param name="columns">Names from <see cref="ColumnNames"/> in the order wanted, or null for all.</param>
    /// <param name="name">Name of the sheet.</param>
    /// <exception cref="ArgumentException">There is no column of a name.</exception>
    public static Sheet List(CustomerExport export, IReadOnlyList<string>? columns = null, string name = "Customers")
    {
        CustomerColumn[] all = [.. ColumnsOf(export), .. PredictedOf(export)];
        var chosen = columns is null or [] ? ColumnsOf(export) : [.. columns.Select(Find)];
        return Sheet.Of(name, [.. chosen.Select(c => c.Column)], export.Rows, (writer, row) =>
        {
            foreach (var column in chosen)
                column.Write(writer, row);
        });

        CustomerColumn Find(string column) => Array.Find(all, c => string.Equals(c.Name, column.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no column '{column}'. Use some of {string.Join(", ", all.Select(c => c.Name))}.", nameof(columns));
    }

    /// <summary>A workbook of one customer: facts, documents with their lines, products, campaigns, and Methods.</summary>
    /// <param name="profile">The customer.</param>
    /// <param name="now">The time of the export.</param>
    public static Workbook Workbook(CustomerProfile profile, DateTimeOffset now) =>
        ReceiptSheet.Workbook(profile.Receipt, now, ProfileSheets.Facts(profile), ProfileSheets.Documents(profile), ProfileSheets.Products(profile), ProfileSheets.Campaigns(profile));

    private static IEnumerable<CustomerColumn> PredictedOf(CustomerExport export) => export.Predicted is { } predicted
        ? PredictedColumns.Of(predicted.Models).Select(c => new CustomerColumn(c.Name, c.Column, (w, r) => c.Write(w, r, predicted)))
        : [];

    private static CustomerColumn[] ColumnsOf(CustomerExport export) => ColumnsOf(export.ConsentChannels, export.AttributeNames);

    private static CustomerColumn[] ColumnsOf(IReadOnlyList<string> consentChannels, IReadOnlyList<string> attributeNames) =>
    [
        .. Fixed,
        .. consentChannels.Select((channel, i) => new CustomerColumn(
            $"consent-{channel}",
            new($"Consent {channel}", CellKind.Text),
            (w, r) => w.Text(Words(r.Consents[i])))),
        .. attributeNames.Select((attribute, i) => new CustomerColumn($"attribute-{attribute}", new(attribute, CellKind.Text), (w, r) => w.Text(r.Attributes[i]))),
    ];

    /// <summary>A state of consent in a word.</summary>
    public static string Words(ConsentState state) => state switch
    {
        ConsentState.Granted => "yes",
        ConsentState.Refused => "no",
        _ => "never asked",
    };

    private static long? Score(int score) => score == 0 ? null : score;

    private sealed record CustomerColumn(string Name, SheetColumn Column, Action<RowWriter, CustomerListRow> Write);
}
