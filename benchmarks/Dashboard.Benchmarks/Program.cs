using BenchmarkDotNet.Running;
using Dashboard.Benchmarks.Commands;

// Commands run as fresh processes, to stand beside other programs; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["screens", .. var rest]:
        return await ScreensCommand.RunAsync(rest);
    case ["import", var orders, var store]:
        ImportCommand.Run(orders, store);
        return 0;
    case ["snapshot", var store]:
        await SnapshotCommand.RunAsync(store);
        return 0;
    case ["rfm", var orders]:
        RfmCommand.Run(orders);
        return 0;
    case ["segment", var customers]:
        SegmentCommand.Run(customers);
        return 0;
    case ["rules", .. var rest]:
        RulesCommand.Run(rest);
        return 0;
    case ["trend", var orders, var customers]:
        TrendCommand.Run(orders, customers);
        return 0;
    case ["kmeans", var rows]:
        KMeansCommand.Run(rows);
        return 0;
    case ["bgnbd", var rows]:
        BgNbdCommand.Run(rows);
        return 0;
    case ["logit", var rows]:
        ClassifyCommand.Logit(rows);
        return 0;
    case ["boosting", var rows]:
        ClassifyCommand.Boosting(rows);
        return 0;
    case ["likelihood", var orders, var folder]:
        await LikelihoodCommand.ExportAsync(orders, folder);
        return 0;
    case ["likelihood", var store]:
        await LikelihoodCommand.ScoreAsync(store);
        return 0;
    case ["xlsx", .. var rest]:
        return await XlsxCommand.RunAsync(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ScreensCommand).Assembly).Run(args);
        return 0;
}
