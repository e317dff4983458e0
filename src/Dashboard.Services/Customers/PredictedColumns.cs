using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Predictions;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Customers;

/// <summary>Columns that the models in use give, each estimate with the ends of its interval. A file has them when somebody asks for them by name.</summary>
internal static class PredictedColumns
{
    /// <summary>A column.</summary>
    /// <param name="Name">Name that a choice of columns holds.</param>
    /// <param name="Column">Its heading and kind.</param>
    /// <param name="Kind">The model that it rests on; null for none.</param>
    /// <param name="Write">Writes the cell of a customer.</param>
    internal sealed record Entry(string Name, SheetColumn Column, ModelKind? Kind, Action<RowWriter, CustomerListRow, PredictedValues> Write);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Entry> All { get; } =
    [
        .. Chance("churn-risk", "Churn risk", ModelKind.Churn),
        .. Chance("purchase-likelihood", "Purchase likelihood, 30 days", ModelKind.Purchase),
        new("p-alive", new("Probability of still being a customer", CellKind.Percent), ModelKind.Lifetime, (w, r, p) => w.Percent(p.AliveOf(r.Index))),
        .. Value("expected-orders-90", "Orders in 90 days", CellKind.Number, 90, o => o.Orders),
        .. Value("clv-90", "Revenue in 90 days", CellKind.Money, 90, o => o.Revenue),
        .. Value("clv-365", "Revenue in 365 days", CellKind.Money, 365, o => o.Revenue),
        new("next-order-due", new("Next order due", CellKind.Date), null, (w, r, p) => w.Date(p.NextOrderOf(r.Index))),
    ];

    /// <summary>The columns that a shop's models can fill.</summary>
    /// <param name="models">The models in use.</param>
    public static IEnumerable<Entry> Of(PredictionModels models) => All.Where(c => c.Kind is not { } kind || models.Run(kind) is not null);

    private static IEnumerable<Entry> Chance(string name, string title, ModelKind kind) =>
    [
        new(name, new(title, CellKind.Percent), kind, (w, r, p) => w.Percent(p.ChanceOf(r.Index, kind))),
        new($"{name}-low", new($"{title}, low", CellKind.Percent), kind, (w, r, p) => w.Percent(p.ChanceIntervalOf(r.Index, kind)?.Low)),
        new($"{name}-high", new($"{title}, high", CellKind.Percent), kind, (w, r, p) => w.Percent(p.ChanceIntervalOf(r.Index, kind)?.High)),
    ];

    private static IEnumerable<Entry> Value(string name, string title, CellKind cell, int days, Func<CustomerOutcome, ForecastRange> of)
    {
        return [Part("", "", range => range.Expected), Part("-low", ", low (80 %)", range => range.Range80.Low), Part("-high", ", high (80 %)", range => range.Range80.High)];

        Entry Part(string end, string words, Func<ForecastRange, double> number) => new(name + end, new(title + words, cell), ModelKind.Lifetime, (w, r, p) =>
        {
            var value = p.ValueOf(r.Index, days) is { } outcome ? number(of(outcome)) : (double?)null;
            if (cell == CellKind.Money)
                w.Money(value is { } money ? (long)Math.Round(money * 10_000) : null);
            else
                w.Number(value);
        });
    }
}
