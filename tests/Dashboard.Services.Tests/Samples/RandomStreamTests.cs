using Dashboard.Services.Samples;

namespace Dashboard.Services.Tests.Samples;

public sealed class RandomStreamTests
{
    private const int Draws = 200_000;

    [Fact]
    public void Next_SameSeedPurposeAndIndex_GivesTheSameNumbers()
    {
        var one = new RandomStream(7, StreamPurpose.Traits, 12);
        var two = new RandomStream(7, StreamPurpose.Traits, 12);

        for (var i = 0; i < 100; i++)
            Assert.Equal(one.Next(), two.Next());
    }

    [Fact]
    public void Next_NeighbouringStreams_ShareNoNumber()
    {
        var seen = new HashSet<ulong>();
        foreach (var seed in (ReadOnlySpan<int>)[0, 1, 2, -1, int.MaxValue])
        {
            foreach (var purpose in Enum.GetValues<StreamPurpose>())
            {
                for (var index = -50; index < 50; index++)
                {
                    var random = new RandomStream(seed, purpose, index);
                    for (var i = 0; i < 8; i++)
                        Assert.True(seen.Add(random.Next()));
                }
            }
        }
    }

    [Fact]
    public void Uniform_ManyDraws_StaysWithinTheOpenIntervalAndIsEven()
    {
        var random = new RandomStream(1, StreamPurpose.Traits, 0);
        var counts = new int[10];
        for (var i = 0; i < Draws; i++)
        {
            var u = random.Uniform();
            Assert.True(u is > 0 and < 1);
            counts[(int)(u * 10)]++;
        }

        // Chi-square with 9 degrees of freedom: 27.9 is exceeded once in a thousand.
        var expected = Draws / 10.0;
        Assert.True(counts.Sum(c => (c - expected) * (c - expected) / expected) < 27.9);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(1)]
    [InlineData(4.5)]
    public void Gamma_Shape_IsMeanAndVariance(double shape)
    {
        var random = new RandomStream(1, StreamPurpose.Traits, 1);
        var (mean, variance) = Moments(() => random.Gamma(shape));

        Assert.Equal(shape, mean, 5 * Math.Sqrt(shape / Draws));
        Assert.Equal(1, variance / shape, 0.06);
    }

    [Fact]
    public void Beta_TwoAndSix_HasMeanAQuarter()
    {
        var random = new RandomStream(1, StreamPurpose.Traits, 2);
        var (mean, variance) = Moments(() => random.Beta(2, 6));

        Assert.Equal(0.25, mean, 0.002);
        Assert.Equal(2.0 * 6 / (8 * 8 * 9), variance, 0.001);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(3)]
    [InlineData(75)]
    public void Poisson_Mean_IsMeanAndVariance(double expected)
    {
        var random = new RandomStream(1, StreamPurpose.Traits, 3);
        var (mean, variance) = Moments(() => random.Poisson(expected));

        Assert.Equal(expected, mean, 5 * Math.Sqrt(expected / Draws));
        Assert.Equal(1, variance / expected, 0.03);
    }

    [Fact]
    public void Poisson_MeanZero_IsZero()
    {
        var random = new RandomStream(1, StreamPurpose.Traits, 4);

        Assert.Equal(0, random.Poisson(0));
    }

    [Fact]
    public void ExponentialAndNormal_ManyDraws_HaveTheirMoments()
    {
        var random = new RandomStream(1, StreamPurpose.Traits, 5);
        var exponential = Moments(() => random.Exponential());
        var normal = Moments(() => random.Normal());

        Assert.Equal(1, exponential.Mean, 0.015);
        Assert.Equal(1, exponential.Variance, 0.03);
        Assert.Equal(0, normal.Mean, 0.012);
        Assert.Equal(1, normal.Variance, 0.02);
    }

    [Fact]
    public void Draw_Weights_AreTheShares()
    {
        double[] weights = [1, 0, 3, 6];
        var table = new AliasTable(weights);
        var random = new RandomStream(1, StreamPurpose.Traits, 6);
        var (alias, pick) = (new int[4], new int[4]);
        for (var i = 0; i < Draws; i++)
        {
            alias[table.Draw(ref random)]++;
            pick[random.Pick(weights)]++;
        }

        Assert.Equal(0, alias[1]);
        Assert.Equal(0, pick[1]);
        foreach (var i in (ReadOnlySpan<int>)[0, 2, 3])
        {
            Assert.Equal(weights[i] / 10, (double)alias[i] / Draws, 0.006);
            Assert.Equal(weights[i] / 10, (double)pick[i] / Draws, 0.006);
        }
    }

    private static (double Mean, double Variance) Moments(Func<double> draw)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < Draws; i++)
        {
            var x = draw();
            sum += x;
            squares += x * x;
        }

        var mean = sum / Draws;
        return (mean, (squares / Draws) - (mean * mean));
    }
}
