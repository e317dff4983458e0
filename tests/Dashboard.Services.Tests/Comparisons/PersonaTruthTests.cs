using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Comparisons;

/// <summary>The planted kinds of customers of the sample shop, each against everybody else.</summary>
public sealed class PersonaTruthTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Of_EveryPlantedKind_RanksItsCategoriesFirstAndFindsNothingInRandomHalves()
    {
        var sample = new SampleShopService(temporary.Store, new ShopSettingsService(temporary.Store), TimeProvider.System);
        await sample.CreateAsync(new SampleOptions { Customers = 12_000, Seed = 3 }, null, TestContext.Current.CancellationToken);
        var truth = new SampleShop(new SampleOptions { Customers = 12_000, Seed = 3 });
        _ = truth.Rows(null, TestContext.Current.CancellationToken).Count();
        var snapshot = temporary.Snapshot();
        var kindOf = truth.Truth.Customers.ToDictionary(c => c.Key, c => c.Persona, StringComparer.Ordinal);
        string?[] kinds = [.. Enumerable.Range(0, snapshot.Customers.Count).Select(c => kindOf.GetValueOrDefault(snapshot.Customers.Keys[c]!))];

        foreach (var persona in truth.Truth.Personas)
        {
            var result = Compare(snapshot, c => kinds[c] == persona.Name, c => kinds[c] is { } kind && kind != persona.Name);

            // The category that the kind likes most compared with the others, by the planted weights.
            var others = truth.Truth.Personas.Where(p => p.Name != persona.Name).ToList();
            var liked = persona.CategoryAffinity.OrderByDescending(a => a.Value / others.Average(o => o.CategoryAffinity[a.Key])).Take(3).Select(a => a.Key).ToList();
            var categories = result.Significant.Where(d => d.Fact == "Category bought" && d.Effect.Value > 0).Select(d => d.Level!).ToList();
            Assert.Contains(categories[0], liked);
            Assert.Equal(5, result.Traits(5).Count);
        }

        // Keys are given in order of sign-up; whether the number is odd has nothing to do with anything.
        var halves = Compare(snapshot, c => c % 2 == 0, c => c % 2 == 1);
        Assert.Empty(halves.Traits(5));
        Assert.InRange(halves.Significant.Count(), 0, 2);
    }

    private static SetDifferences Compare(Snapshot snapshot, Func<int, bool> first, Func<int, bool> second)
    {
        var range = new DateRange(snapshot.FirstDay, snapshot.LastDay);
        return SetDifferences.Of(
            snapshot, Set(first), Set(second), Selection.Of(snapshot, Filter.Everything, range.To.DayNumber), range, 10, TestContext.Current.CancellationToken);

        Bitmap Set(Func<int, bool> isIn) => Bitmap.Of([.. Enumerable.Range(0, snapshot.Customers.Count).Select(isIn)]);
    }
}
