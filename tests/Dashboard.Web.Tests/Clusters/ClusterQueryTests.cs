using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Clusters;

namespace Dashboard.Web.Tests.Clusters;

public class ClusterQueryTests
{
    [Fact]
    public void Parse_WhatParametersWrite_IsTheSame()
    {
        var query = new ClusterQuery
        {
            Features = new FeatureChoices(new FeatureChoice("orders", FeatureTransform.Log | FeatureTransform.Winsorise), new FeatureChoice("category:Candles ~ decor"), new FeatureChoice("age", FeatureTransform.None)),
            Method = ClusterMethod.MixtureDiagonal,
            K = 5,
            Seed = 9,
            Missing = MissingValues.LeaveOut,
            Across = "orders",
            Up = "age",
            Cluster = 2,
            Names = new Dictionary<int, string> { [1] = "Regulars: all" },
        };

        var read = Read([.. query.Parameters()]);

        Assert.Equal(query.Request(Scope.Default), read.Request(Scope.Default));
        Assert.Equal((query.Across, query.Up, query.Cluster), (read.Across, read.Up, read.Cluster));
        Assert.Equal(query.Names, read.Names);
    }

    [Fact]
    public void Parse_NothingOrNonsense_IsTheDefault()
    {
        Assert.Equal(new ClustersRequest(Scope.Default with { Comparison = Comparison.None }), Read([]).Request(Scope.Default));
        Assert.All(new ClusterQuery().Parameters(), p => Assert.Null(p.Value));
        var read = Read([new("k", "99"), new("seed", "-1"), new("method", "magic"), new("cluster", "0"), new("n", "x:y"), new("n", "3")]);
        Assert.Equal((null, 1, ClusterMethod.KMeans, null, 0), (read.K, read.Seed, read.Method, read.Cluster, read.Names.Count));
    }

    private static ClusterQuery Read(IReadOnlyList<KeyValuePair<string, string?>> parameters) => ClusterQuery.Parse(
        name => parameters.FirstOrDefault(p => p.Key == name).Value, name => parameters.Where(p => p.Key == name).Select(p => p.Value));
}
