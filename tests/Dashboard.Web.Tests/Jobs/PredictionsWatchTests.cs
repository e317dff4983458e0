using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Jobs;
using Dashboard.Web.Predictions;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Jobs;

public sealed class PredictionsWatchTests : ShopPages
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ComputeAsync_ShopOrNone_WhatTheScreensShowFirstIsThere(bool hasShop)
    {
        if (hasShop)
            Fill();
        var engine = Services.GetRequiredService<AnalysisEngine>();
        using var watch = new PredictionsWatch(engine, NullLogger<PredictionsWatch>.Instance);
        await engine.RunAsync(new DescribeOnly(), DataView.Everything, null, Token);

        await watch.ComputeAsync(Token);

        // What is kept is given at once; what is not comes later.
        Assert.True(IsKept(new NextOrdersRequest(Scope.Default)));
        Assert.True(IsKept(LikelihoodQuery.Parse(null, null, null, null).Request(Scope.Default)));
        Assert.True(IsKept(LikelihoodQuery.Parse("purchase", null, null, null).Request(Scope.Default)));
        Assert.True(IsKept(LifetimeQuery.Parse(null, null, null).Request(Scope.Default)));
        Assert.False(IsKept(new LifetimeValueRequest(Scope.Default, 77)));

        bool IsKept<T>(IAnalysis<T> request) => engine.RunAsync(request, DataView.Everything, null, Token).IsCompleted;
    }

    private sealed record DescribeOnly : IAnalysis<int>
    {
        public int Run(Snapshot snapshot, CancellationToken cancellationToken) => snapshot.Customers.Count;
    }
}
