using Dashboard.Analytics.Lifetimes;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// The orders expected of customers who still are customers, by days with an order and day of the first one: nothing else decides them, and a shop has some thousand such pairs where it has a million customers. Cells are
/// filled when they are first asked for; two threads that fill the same cell write the same number.
/// </summary>
/// <param name="firstDay">Day number of the first day of the data.</param>
/// <param name="days">Days of the data.</param>
internal sealed class ExpectedOrdersTable(int firstDay, int days)
{
    // Rarer counts are computed each time, so that the table stays below two megabytes for five years of data.
    private const int MostOrderDays = 128;

    private readonly double[]?[] rows = new double[MostOrderDays + 1][];

    /// <summary>The orders expected.</summary>
    /// <param name="model">The model, the same at each call.</param>
    /// <param name="history">The customer.</param>
    /// <param name="age">Age by the clock of the model.</param>
    /// <param name="horizon">Time ahead by that clock, the same at each call.</param>
    public double Of(CountModel model, in OrderHistory history, double age, double horizon)
    {
        var column = history.FirstDay - firstDay;
        if (history.OrderDays > MostOrderDays || (uint)column >= (uint)days)
            return model.ExpectedOrdersIfAlive(history.OrderDays - 1, age, horizon);
        ref var cell = ref Row(history.OrderDays)[column];
        if (double.IsNaN(cell))
            cell = model.ExpectedOrdersIfAlive(history.OrderDays - 1, age, horizon);
        return cell;
    }

    private double[] Row(int orderDays)
    {
        if (Volatile.Read(ref rows[orderDays]) is { } known)
            return known;
        var made = new double[days];
        Array.Fill(made, double.NaN);
        return Interlocked.CompareExchange(ref rows[orderDays], made, null) ?? made;
    }
}
