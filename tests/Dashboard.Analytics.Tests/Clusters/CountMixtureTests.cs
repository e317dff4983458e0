using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Tests.Clusters;

public sealed class CountMixtureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Memberships_OneBlockByHand_FollowBayes()
    {
        // Classes of equal weight buy tea with 0.8 and 0.2; two teas and a coffee: 0.8² · 0.2 against 0.2² · 0.8.
        CountBlock[] blocks = [new(["tea"], null)];
        var parameters = new CountMixtureParameters(blocks, [0.5, 0.5], [0.8, 0.2, 0.2, 0.8]);

        var memberships = CountMixture.Memberships(new CountTable(blocks, [2, 1, 0, 0, 0, 3]), parameters, Token);

        Assert.Equal(0.128 / (0.128 + 0.032), memberships[0], 5);
        Assert.Equal([0.5f, 0.5f], memberships[2..4]);
        Assert.Equal(0.008 / (0.008 + 0.512), memberships[4], 5);
        Assert.Equal(1 + 2, parameters.Free);
    }

    [Fact]
    public void BinOf_Number_IsTheBinThatItLiesIn()
    {
        var block = new CountBlock(["orders"], [2, 5]);

        Assert.Equal([0, 1, 1, 2, 2], new[] { 1.0, 2, 4, 5, 90 }.Select(block.BinOf));
        Assert.Equal(3, block.Width);
    }

    [Fact]
    public void Fit_PlantedClasses_ComeBackAndTheCriterionFindsTheirNumber()
    {
        var (table, truth) = Planted(3_000, 3, 11);

        var fits = Enumerable.Range(1, 5).Select(k => CountMixture.Fit(table, k, 5, 1, Token)).ToList();
        var labels = Memberships.Likeliest(CountMixture.Memberships(table, fits[2].Parameters, Token), 3);

        Assert.Equal(3, fits.MinBy(f => f.Bic)!.Parameters.Classes);
        Assert.InRange(AdjustedRand.Of(labels, truth), 0.9, 1);
        Assert.Equal(1, fits[2].Parameters.Weights.Sum(), 9);
    }

    [Fact]
    public void Fit_SameSeed_GivesTheSameBits()
    {
        var (table, _) = Planted(40_000, 3, 2);

        var (one, two) = (CountMixture.Fit(table, 3, 2, 7, Token), CountMixture.Fit(table, 3, 2, 7, Token));

        Assert.Equal(one.Parameters.Shares, two.Parameters.Shares);
        Assert.Equal(one.LogLikelihood, two.LogLikelihood);
    }

    [Fact]
    public void Fit_LogLikelihood_EqualsTheNaiveSum()
    {
        var (table, _) = Planted(200, 2, 5);

        var fit = CountMixture.Fit(table, 2, 3, 1, Token);

        var sum = 0.0;
        for (var row = 0; row < table.Rows; row++)
        {
            var density = 0.0;
            for (var c = 0; c < 2; c++)
            {
                var product = fit.Parameters.Weights[c];
                for (var i = 0; i < table.Columns; i++)
                    product *= Math.Pow(fit.Parameters.Shares[(c * table.Columns) + i], table.Row(row)[i]);
                density += product;
            }

            sum += Math.Log(density);
        }

        Assert.Equal(sum, fit.LogLikelihood, 2);
    }

    [Fact]
    public void Run_LatentClassesOfAPlantedShop_ScoreLaterCustomersTheSameWay()
    {
        var shop = PlantedShop.Build(4, 600);
        var request = new ClustersRequest(new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything))
        {
            Method = ClusterMethod.LatentClasses,
            K = PlantedShop.Kinds,
            Features = new FeatureChoices(new[] { "orders", "average-order", "days-since-last-order", "weekend-share", "saturday-share" }.Select(key => new FeatureChoice(key))),
        };

        var result = request.Run(shop, Token);
        var again = result.Model!.Assign(shop, shop.LastDay, Token);

        Assert.InRange(AdjustedRand.Of(result.Assignment!.Labels, [.. result.Assignment.Customers.Select(c => c % PlantedShop.Kinds)]), 0.95, 1);
        Assert.Equal(result.Assignment.Labels, again.Labels);
        Assert.Equal(result.Assignment.Memberships, again.Memberships);
        Assert.All(Enumerable.Range(0, 600), row => Assert.Equal(1, Enumerable.Range(0, PlantedShop.Kinds).Sum(c => result.Assignment.MembershipOf(row, c)), 4));
        Assert.Contains("Latent classes", result.Receipt.Details.Single(d => d.Key == "Method").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void ProposedFor_Method_SuitsIt()
    {
        var catalogue = FeatureCatalogue.Of(PlantedShop.Build(1, 40));

        Assert.Equal(FeatureChoices.Proposed, FeatureCatalogue.ProposedFor(ClusterMethod.MixtureFull, catalogue));
        Assert.Contains(FeatureCatalogue.ProposedFor(ClusterMethod.LatentClasses, catalogue).All, c => c.Key == "dear-items");
    }

    // Classes with tastes for three categories of their own out of nine, and a discount share; 8 to 20 lines each.
    private static (CountTable Table, int[] Truth) Planted(int rows, int classes, int seed)
    {
        var random = new Random(seed);
        CountBlock[] blocks = [new([.. Enumerable.Range(0, 8).Select(i => $"category:{i}")], null), new(["discounted-orders"], null)];
        var (counts, truth) = (new float[rows * 11], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            truth[row] = random.Next(classes);
            for (var line = 8 + random.Next(13); line > 0; line--)
                counts[(row * 11) + (random.Next(3) == 0 ? random.Next(9) : (truth[row] * 3) + random.Next(3))]++;
            for (var order = 0; order < 6; order++)
                counts[(row * 11) + (random.NextDouble() < 0.1 + (0.3 * truth[row]) ? 9 : 10)]++;
        }

        return (new CountTable(blocks, counts), truth);
    }
}
