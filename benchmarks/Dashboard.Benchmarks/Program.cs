using BenchmarkDotNet.Running;
using Dashboard.Benchmarks.Commands;

// Commands run as fresh processes beside those of other tools; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["screens", ..]:
        return ScreensCommand.Run(args[1..]);
    case ["rfm", var orders]:
        RfmCommand.Run(orders);
        return 0;
    case ["segment", var customers]:
        SegmentCommand.Run(customers);
        return 0;
    case ["trend", var orders, var customers]:
        TrendCommand.Run(orders, customers);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ScreensCommand).Assembly).Run(args);
        return 0;
}
