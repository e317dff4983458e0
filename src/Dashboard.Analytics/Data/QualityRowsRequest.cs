using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

/// <summary>Asks for the rows behind one issue, in the order of the data.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="AsOf">Today, as in <see cref="QualityRequest"/>.</param>
/// <param name="Skip">Rows to pass over, from 0.</param>
/// <param name="Take">Most rows to return, from 1.</param>
public sealed record QualityRowsRequest(QualityIssue Issue, DateOnly AsOf, int Skip, int Take) : IAnalysis<QualityRowsResult>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No field of that name is checked, or the page is impossible.</exception>
    public QualityRowsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Skip < 0 || Take < 1)
            throw new ArgumentException("A page of rows begins at 0 or later and has at least one row.");
        var check = FieldChecks.Of(snapshot, AsOf.DayNumber).FirstOrDefault(c => c.Subject == Issue.Subject && c.Key == Issue.Field)
            ?? throw new ArgumentException($"No field '{Issue.Field}' of {Issue.Subject} is checked. Choose an issue on the Data page.");
        var rows = snapshot.MemoOfData(("quality-rows", Issue, AsOf), () => check.Find().Of(Issue.Fault, FieldChecks.Rows(snapshot, Issue.Subject)));
        var count = rows.Count();
        var receipt = Receipt.For(
            snapshot, new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything), $"Rows whose field {check.Label} is {Issue.Fault}. Valid means: {check.Rule}.", count, "rows");
        return new QualityRowsResult(check.Label, check.Rule, count, Page(rows, row => Row(snapshot, check, row)), receipt);
    }

    private List<QualityRow> Page(Bitmap rows, Func<int, QualityRow> make)
    {
        var page = new List<QualityRow>();
        var before = 0;
        foreach (var row in rows)
        {
            if (before++ < Skip)
                continue;
            if (page.Count == Take)
                break;
            page.Add(make(row));
        }

        return page;
    }

    private static QualityRow Row(Snapshot snapshot, FieldCheck check, int row)
    {
        var (customer, key, about) = check.Subject switch
        {
            QualitySubject.Customers => (row, snapshot.Customers.Keys.Text(row), snapshot.Customers.Names[row]),
            QualitySubject.Orders => OfOrder(snapshot, row),
            QualitySubject.Lines => OfOrder(snapshot, snapshot.Orders.OfLine(row)),
            QualitySubject.Products => (-1, snapshot.Products.Keys[row], snapshot.Products.Names[row]),
            QualitySubject.Campaigns => (-1, snapshot.Campaigns.Keys[row], snapshot.Campaigns.Names[row]),
            _ => (snapshot.Contacts.Customer[row], snapshot.Customers.Keys.Text(snapshot.Contacts.Customer[row]), snapshot.Campaigns.Names[snapshot.Contacts.Campaign[row]]),
        };
        if (check.Subject == QualitySubject.Lines && snapshot.Lines.Product[row] is >= 0 and var product)
            about = $"{snapshot.Products.Keys[product]} · {snapshot.Products.Names[product]}";
        return new QualityRow(key, about, check.ValueOf(row), customer < 0 ? null : snapshot.Customers.Keys[customer]);
    }

    private static (int Customer, string Key, string? About) OfOrder(Snapshot snapshot, int order) =>
        (snapshot.Orders.Customer[order], snapshot.Orders.Number.Text(order), DateOnly.FromDayNumber(snapshot.Orders.Day[order]).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A page of rows behind an issue.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Rule">When a value is valid.</param>
/// <param name="Total">How many rows there are in all.</param>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Receipt">How it was reached.</param>
public sealed record QualityRowsResult(string Field, string Rule, int Total, IReadOnlyList<QualityRow> Rows, Receipt Receipt);

/// <summary>One row behind an issue.</summary>
/// <param name="Key">The shop's own id: of the customer, document, product or campaign.</param>
/// <param name="About">Name of it, day, or product; null when unknown.</param>
/// <param name="Value">What the field holds; null when nothing.</param>
/// <param name="CustomerKey">The customer it belongs to; null when none is known.</param>
public sealed record QualityRow(string Key, string? About, string? Value, string? CustomerKey);
