using Dashboard.Faults.Reports;
using Dashboard.Faults.Store;
using Dashboard.Services.Store;

namespace Dashboard.Faults.Kills;

/// <summary>The program is ended by SIGKILL in the middle of what it does. Whatever the moment: the operation is there wholly or not at all, nothing is damaged, and it can be done again.</summary>
public sealed class KillTests(ShopUnderFire shop)
{
    public static TheoryData<string> Names => [.. Operation.All.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Kill_AtAnyMoment_LeavesAllOrNothing(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are watched by what Linux tells of them.");
        var operation = Operation.All.Single(o => o.Name == name);
        var whole = Reference(operation);
        var random = FaultPlan.Random("kill " + name);
        var (killed, before, lost) = (0, 0, new List<string>());
        for (var trial = 0; killed < FaultPlan.Kills && trial < 4 * FaultPlan.Kills; trial++)
        {
            // One half by the clock, the other by calls that write.
            var moment = trial % 2 == 0 ? new Moment(whole.End.Milliseconds * (0.25 + (0.75 * random.NextDouble())), null) : new Moment(null, 1 + random.NextInt64(whole.End.Writes));
            using var folder = Prepare(operation);
            if (RealProgram.Run(moment, operation.Arguments(folder)).Code != 137)
                continue;
            killed++;
            try
            {
                var wasBefore = await LookAsync(operation, whole, folder);
                before += wasBefore ? 1 : 0;
                if (wasBefore)
                    await RepeatAsync(operation, whole, folder);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                lost.Add($"{moment}: {e.Message}");
            }
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Kills, name, "kill -9", killed, lost.Count, $"{before} as before, {killed - before - lost.Count} wholly done; takes {whole.End.Milliseconds:0} ms and {whole.End.Writes} writes"));
        Assert.True(lost.Count == 0, string.Join(Environment.NewLine, lost));
        Assert.True(killed > 0, "The program ended before it could be killed, each time.");
    }

    [Fact]
    public async Task Kill_WhileTheAuditIsWritten_LosesNothingThatWasSaidToBeThere()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are watched by what Linux tells of them.");
        var (random, killed, kept, lost) = (FaultPlan.Random("kill audit"), 0, 0L, new List<string>());
        for (var trial = 0; killed < FaultPlan.Kills && trial < 4 * FaultPlan.Kills; trial++)
        {
            using var folder = new TemporaryFolder();
            var store = DashboardStore.Open(shop.Copy(ShopUnderFire.Base, folder));
            await Audits.BeginAsync(store);
            var end = RealProgram.Run(new Moment(null, 60 + random.NextInt64(600)), RealProgram.Driver, "audit", store.Path);
            if (end.Code != 137)
                continue;
            killed++;
            var said = end.Words.Split('\n')[..^1].Length;
            kept += said;
            try
            {
                await Audits.CheckAsync(store, said);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                lost.Add(e.Message);
            }
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Kills, "audit", "kill -9", killed, lost.Count, $"{kept:N0} entries that were said to be written, all there; the chain is valid and goes on"));
        Assert.True(lost.Count == 0, string.Join(Environment.NewLine, lost));
        Assert.True(killed > 0, "The program ended before it could be killed, each time.");
    }

    private TemporaryFolder Prepare(Operation operation)
    {
        var folder = new TemporaryFolder();
        shop.Copy(operation.Database, folder);
        foreach (var log in shop.Files("audited.audit.db"))
            File.Copy(log, folder.File("shop" + Path.GetFileName(log)["audited".Length..]));
        foreach (var (from, to) in operation.Files)
            File.Copy(shop.File(from), folder.File(to));
        return folder;
    }

    // What is there before and after a run that nobody disturbs. The second of two runs is timed: the first finds nothing in the machine's memory.
    private Whole Reference(Operation operation)
    {
        for (var run = 0; ; run++)
        {
            using var folder = Prepare(operation);
            var (before, beforeProduct) = (StoreState.Of(folder.File("shop.db")), Product(operation, folder));
            var end = RealProgram.Run(operation.Arguments(folder));
            if (run == 1)
                return new Whole(before, StoreState.Of(folder.File("shop.db")), beforeProduct, Product(operation, folder), end);
        }
    }

    // Whether it is as before; throws when it is neither that nor wholly done.
    private static async Task<bool> LookAsync(Operation operation, Whole whole, TemporaryFolder folder)
    {
        var path = folder.File("shop.db");
        Assert.Equal("ok", StoreState.Integrity(path));
        var state = StoreState.Of(path);
        Assert.True(state == whole.Before || state == whole.After, $"The database is neither as before ({whole.Before.Rows}) nor as after ({whole.After.Rows}): {state.Rows}");
        var product = Product(operation, folder);
        Assert.True(product == whole.ProductBefore || product == whole.ProductAfter, $"{operation.Product} is neither as before ({whole.ProductBefore}) nor whole ({whole.ProductAfter}): {product}");

        // The next start.
        var store = DashboardStore.Open(path);
        using (var connection = store.Connect())
            Assert.Empty(StoreCheck.Faults(connection, quick: false, TestContext.Current.CancellationToken));
        Assert.Empty(await SnapshotColumns.DifferencesAsync(store));
        await Audits.CheckAsync(store);
        return whole.Before == whole.After ? product == whole.ProductBefore : state == whole.Before;
    }

    private static async Task RepeatAsync(Operation operation, Whole whole, TemporaryFolder folder)
    {
        RealProgram.Run(operation.Arguments(folder));
        Assert.Equal(whole.After, StoreState.Of(folder.File("shop.db")));
        Assert.Equal(whole.ProductAfter, Product(operation, folder));
        Assert.Empty(await SnapshotColumns.DifferencesAsync(DashboardStore.Open(folder.File("shop.db"))));
        var left = Directory.GetFiles(folder.Path).Select(Path.GetFileName).Where(f => Leftovers.Any(l => f!.Contains(l, StringComparison.Ordinal)));
        Assert.True(!left.Any(), $"Left behind after the repetition: {string.Join(", ", left)}");
    }

    private static readonly string[] Leftovers = [".unfinished", ".restoring", "-import-", ".tmp", ".part"];

    private static string? Product(Operation operation, TemporaryFolder folder)
    {
        if (operation.Product is not { } name || !File.Exists(folder.File(name)))
            return null;
        return operation.IsProductADatabase ? $"{StoreState.Integrity(folder.File(name))}, {StoreState.Of(folder.File(name))}" : Convert.ToHexString(System.IO.Hashing.XxHash3.Hash(File.ReadAllBytes(folder.File(name))));
    }

    private sealed record Whole(StoreState Before, StoreState After, string? ProductBefore, string? ProductAfter, ProgramEnd End);
}
