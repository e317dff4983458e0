using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Predictions;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Predictions;

/// <summary>Lifetime values of the sample shop beside what was planted.</summary>
public sealed class LifetimeTruthTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Run_SampleShop_RecoversSurvivalAndValues()
    {
        var sample = new SampleShopService(temporary.Store, new ShopSettingsService(temporary.Store), TimeProvider.System);
        await sample.CreateAsync(new SampleOptions { Customers = 20_000, Seed = 3 }, null, Token);
        var truth = SampleTruthFile.Read(temporary.Store.Path)!.Customers.ToDictionary(c => c.Key, StringComparer.Ordinal);
        var snapshot = temporary.Snapshot();
        var trained = new LifetimeTraining().Run(snapshot, Token);
        var (report, model) = (trained.Report, (LifetimeModel)trained.Model!);
        TestContext.Current.TestOutputHelper?.WriteLine(PredictionJson.Write(report, indented: true));
        Assert.Equal(PredictionJson.Write(model), PredictionJson.Write(PredictionJson.ReadModel(PredictionJson.Write(model))));

        Assert.Equal(LadderRung.Parametric, report.Rung);
        Assert.True(report.BeatsBaseline);
        Assert.Equal(4, report.Backtests.Count);
        var slope = double.Parse(report.Details.First(detail => detail.Key == "Calibration slope").Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(slope, 0.9, 1.1);
        Assert.All(report.Coverage.Where(coverage => coverage.Level == 0.8 && coverage.Of.EndsWith("customer", StringComparison.Ordinal)), coverage => Assert.InRange((double)coverage.Covered / coverage.Count, 0.75, 0.85));

        // Who is still a customer, by the probability of it.
        var values = CustomerValues.Of(snapshot, model, snapshot.LastDay.DayNumber, 90, Token);
        var pairs = new List<(double Predicted, double Alive)>();
        for (var customer = 0; customer < values.Alive.Length; customer++)
        {
            if (!float.IsNaN(values.Alive[customer]) && truth.TryGetValue(snapshot.Customers.Keys[customer]!, out var t))
                pairs.Add((values.Alive[customer], t.DeathDay is null ? 1 : 0));
        }

        var (mp, ma) = (pairs.Average(p => p.Predicted), pairs.Average(p => p.Alive));
        var survival = pairs.Sum(p => (p.Predicted - mp) * (p.Alive - ma)) / pairs.Sum(p => (p.Predicted - mp) * (p.Predicted - mp));
        TestContext.Current.TestOutputHelper?.WriteLine($"survival slope {survival:0.000}, means {mp:0.000} {ma:0.000}");
        Assert.InRange(survival, 0.9, 1.1);
        // Customers come in six kinds here and the model knows one; it takes some for customers who left.
        Assert.InRange(mp - ma, -0.1, 0.1);

        var everybody = GroupForecast.Of(values, Bitmap.All(snapshot.Customers.Count), Token);
        Assert.True(everybody.Orders.Range80.Contains(everybody.Orders.Expected));
        Assert.True(everybody.Orders.Range95.Width > everybody.Orders.Range80.Width);
        Assert.Equal(values.Revenue.Sum(revenue => (double)revenue), everybody.Revenue.Expected, 1);

        // The files hold what the screen shows, and name the run.
        var inUse = snapshot.With(PredictionModels.None.With(ModelKind.Lifetime, 3, snapshot.LastDay, model));
        var scope = Scope.Default with { Range = new RangeChoice("all") };
        var result = new LifetimeValueRequest(scope, 90, ValueBreakdown.Acquisition).Run(inUse, Token);
        Assert.NotEmpty(result.Campaigns);
        var groups = await LinesAsync(LifetimeSheets.Part(result, "groups")!);
        Assert.Equal(result.Groups.Count + 2, groups.Length);
        Assert.Contains("Revenue expected, 80 % from", groups[0], StringComparison.Ordinal);
        Assert.Contains(ReceiptSheet.Methods(result.Receipt), entry => entry is { Name: "Model run", Value: "3" });
        foreach (var sheet in LifetimeSheets.All(result))
            Assert.True((await LinesAsync(sheet)).Length > 1, sheet.Name);
        Assert.Null(LifetimeSheets.Part(result, "nothing"));
        var list = new CustomerValueListRequest(scope, 90, Take: 20).Run(inUse, Token);
        var customers = await LinesAsync(LifetimeSheets.Customers(list));
        Assert.Equal(21, customers.Length);
        Assert.StartsWith(list.Rows[0].Key, customers[1], StringComparison.Ordinal);
    }

    private static async Task<string[]> LinesAsync(Sheet sheet)
    {
        using var stream = new MemoryStream();
        await CsvWriter.WriteAsync(sheet, stream, Token);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
