using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Tests.Clusters;

public class GaussianMixtureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Fit_IrisFull_EqualsScikitLearn()
    {
        var set = ReferenceSets.Small("iris");

        var fit = GaussianMixture.Fit(set.Rows, new MixtureOptions(3, CovarianceShape.Full), Token);

        Assert.Equal(-180.185477, fit.LogLikelihood, 2e-3);
        Assert.Equal(580.8389, fit.Bic, 5e-3);
        double[] weights = [.. fit.Parameters.Weights.Order()];
        Assert.Equal(.299195, weights[0], 1e-3);
        Assert.Equal(.333333, weights[1], 1e-5);
        Assert.Equal(.367472, weights[2], 1e-3);
        Assert.Equal(.903874, AdjustedRand.Of(fit.Labels, set.Classes), 1e-5);
        Assert.All(fit.Membership, m => Assert.InRange(m, 1f / 3, 1f));
    }

    [Fact]
    public void Fit_IrisDiagonal_EqualsScikitLearn() =>
        Assert.Equal(-307.177572, GaussianMixture.Fit(ReferenceSets.Small("iris").Rows, new MixtureOptions(3, CovarianceShape.Diagonal), Token).LogLikelihood, 2e-3);

    [Fact]
    public void Fit_FaithfulFull_EqualsMclustVvv2()
    {
        var fit = GaussianMixture.Fit(ReferenceSets.Small("faithful").Rows, new MixtureOptions(2, CovarianceShape.Full), Token);

        Assert.Equal(-1130.264068, fit.LogLikelihood, 2e-3);
        var large = Array.IndexOf(fit.Parameters.Weights, fit.Parameters.Weights.Max());
        // mclust stops at a relative change of 1e-5, a little before the top.
        Assert.Equal(.644072, fit.Parameters.Weights[large], 5e-4);
        Assert.Equal(4.289781, fit.Parameters.Means[large * 2], 5e-4);
        Assert.Equal(79.969549, fit.Parameters.Means[(large * 2) + 1], 1e-2);
        Assert.Equal(2.036523, fit.Parameters.Means[(1 - large) * 2], 5e-4);
        Assert.Equal(54.479886, fit.Parameters.Means[((1 - large) * 2) + 1], 1e-2);
    }

    [Fact]
    public void Fit_OneComponent_IsTheMeanAndVarianceByHand()
    {
        // 1, 3, 5, 7: mean 4, variance 5; log likelihood −2 (log 2π + log 5) − 2.
        var fit = GaussianMixture.Fit(RowMatrix.OfColumns([1f, 3, 5, 7]), new MixtureOptions(1, CovarianceShape.Full) { Regularisation = 0 }, Token);

        Assert.Equal(4, fit.Parameters.Means[0], 1e-12);
        Assert.Equal(5, fit.Parameters.Covariances[0], 1e-12);
        Assert.Equal((-2 * (Math.Log(2 * Math.PI) + Math.Log(5))) - 2, fit.LogLikelihood, 1e-10);
        Assert.Equal(2, fit.Parameters.Free);
    }

    [Fact]
    public void Fit_LikelihoodComputedNaively_IsTheSame()
    {
        var rows = KMeansTests.Blobs(4, 700, 3, 3, 1, 0, false);
        var fit = GaussianMixture.Fit(rows, new MixtureOptions(3, CovarianceShape.Diagonal), Token);
        var (sum, p) = (0.0, fit.Parameters);
        for (var row = 0; row < rows.Rows; row++)
        {
            var density = 0.0;
            for (var c = 0; c < 3; c++)
            {
                var log = Math.Log(p.Weights[c]);
                for (var i = 0; i < 3; i++)
                    log -= 0.5 * (Math.Log(2 * Math.PI * p.Covariances[(c * 3) + i]) + (Math.Pow(rows[row, i] - p.Means[(c * 3) + i], 2) / p.Covariances[(c * 3) + i]));
                density += Math.Exp(log);
            }

            sum += Math.Log(density);
        }

        Assert.Equal(sum, fit.LogLikelihood, 1e-6);
    }

    [Theory]
    [InlineData(CovarianceShape.Full)]
    [InlineData(CovarianceShape.Diagonal)]
    public async Task Fit_OneThreadOrMany_EqualToTheLastBit(CovarianceShape shape)
    {
        var rows = KMeansTests.Blobs(6, 60_000, 4, 3, 1.5, 0, false);
        var options = new MixtureOptions(3, shape) { Starts = 1, MostIterations = 12 };

        var many = GaussianMixture.Fit(rows, options, Token);
        var one = await Task.Factory.StartNew(
            () => GaussianMixture.Fit(rows, options, Token), Token, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler);

        Assert.Equal(many.LogLikelihood, one.LogLikelihood);
        Assert.Equal(many.Parameters.Covariances, one.Parameters.Covariances);
        Assert.Equal(many.Labels, one.Labels);
        Assert.Equal(many.Membership, one.Membership);
    }

    [Fact]
    public void Fit_EqualRows_DoesNotCollapse()
    {
        var fit = GaussianMixture.Fit(RowMatrix.OfColumns([1f, 1, 1, 5, 5, 9]), new MixtureOptions(2, CovarianceShape.Full), Token);

        Assert.True(double.IsFinite(fit.LogLikelihood));
        Assert.Equal(1, fit.Parameters.Weights.Sum(), 1e-12);
    }
}
