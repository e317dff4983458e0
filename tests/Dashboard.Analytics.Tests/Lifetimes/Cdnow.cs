using System.Globalization;
using Dashboard.Analytics.Lifetimes;

namespace Dashboard.Analytics.Tests.Lifetimes;

/// <summary>The tenth of the customers of CDNOW that most papers on the subject estimate with; weeks rounded to two decimals.</summary>
internal sealed record Cdnow(int[] RepeatOrders, double[] AgeAtLastOrder, double[] Age, double[] MeanValue)
{
    /// <summary>The customers, or null with a warning where the shared data is absent.</summary>
    public static Cdnow? Read()
    {
        if (SharedData.Find("cdnow", "cdnow_customers_summary_with_transactions.csv") is not { } path)
            return null;
        string[][] rows = [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        double[] Column(int index) => Array.ConvertAll(rows, row => double.Parse(row[index], CultureInfo.InvariantCulture));
        return new(Array.ConvertAll(Column(1), x => (int)x), Column(2), Column(3), Column(4));
    }

    public PurchaseRows Rows => PurchaseRows.Of(RepeatOrders, AgeAtLastOrder, Age);
}
