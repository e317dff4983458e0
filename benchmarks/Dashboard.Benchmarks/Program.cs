using BenchmarkDotNet.Running;
using Dashboard.Benchmarks.Commands;

// A known command is one run for compare.sh; everything else chooses micro-benchmarks.
switch (args)
{
    case ["import", var orders, var store]:
        ImportCommand.Run(orders, store);
        break;
    case ["snapshot", var store]:
        await SnapshotCommand.RunAsync(store);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
