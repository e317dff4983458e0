using Dashboard.Analytics.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Snapshots;

public sealed class ShopSettingsServiceTests : IDisposable
{
    private static readonly RfmDefinition Own = new()
    {
        WindowMonths = 12,
        Thresholds = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_5000, 300_0000, 400_0001]),
        Map = RfmMap.Default.With(3, 3, RfmGroup.Loyal),
        Names = RfmNames.Default.With(RfmGroup.Champions, "Top | fans: ümläut", "Say \"thanks\"; 100 %."),
    };

    private readonly TemporaryStore temporary = new();
    private readonly ShopSettingsService settings;

    public ShopSettingsServiceTests() => settings = new ShopSettingsService(temporary.Store);

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void SaveRfm_AnyDefinition_IsReadBackAndTheOneBeforeIsKept()
    {
        Assert.Equal(RfmDefinition.Default, settings.Current().Rfm);
        Assert.Null(settings.ReplacedRfm());

        settings.SaveRfm(Own);
        Assert.Equal((Own, RfmDefinition.Default), (settings.Current().Rfm, settings.ReplacedRfm()));

        // Saving the same again is no change that an undo would have to undo.
        settings.SaveRfm(Own);
        Assert.Equal(RfmDefinition.Default, settings.ReplacedRfm());

        settings.SaveRfm(settings.ReplacedRfm()!);
        Assert.Equal((RfmDefinition.Default, Own), (settings.Current().Rfm, settings.ReplacedRfm()));
    }

    [Fact]
    public void Save_OtherSettings_KeepsTheDefinition()
    {
        settings.SaveRfm(Own);

        settings.Save(settings.Current() with { Currency = "GBP" });

        Assert.Equal(("GBP", Own), (settings.Current().Currency, settings.Current().Rfm));
    }

    [Fact]
    public async Task SaveRfm_AfterASnapshot_IsSeenByTheNextOne()
    {
        using var snapshots = new SnapshotService(temporary.Store);
        var before = await snapshots.CurrentAsync(TestContext.Current.CancellationToken);

        settings.SaveRfm(Own);

        var after = await snapshots.CurrentAsync(TestContext.Current.CancellationToken);
        Assert.Equal((RfmDefinition.Default, Own), (before.Settings.Rfm, after.Settings.Rfm));
        Assert.True(after.DataVersion > before.DataVersion);
    }

    [Fact]
    public void Current_StoreOfAnEarlierVersion_KeepsItsThresholds()
    {
        using (var connection = temporary.Store.Connect())
            DashboardStore.Execute(connection, "INSERT INTO Settings (Name, Value) VALUES (@0, @1)", "RfmThresholds", "10,20,30,40,1,2,3,4,1000000,2005000,3000000,4000001");

        Assert.Equal(RfmDefinition.Default with { Thresholds = Own.Thresholds }, settings.Current().Rfm);
        settings.SaveRfm(RfmDefinition.Default);
        Assert.Equal(RfmDefinition.Default, settings.Current().Rfm);
    }

    [Fact]
    public void SaveRfm_TwoGroupsOfOneName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => settings.SaveRfm(RfmDefinition.Default with { Names = RfmNames.Default.With(RfmGroup.New, "Loyal", null) }));
}
