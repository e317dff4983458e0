using BenchmarkDotNet.Running;
using Dashboard.Benchmarks.Commands;

// Commands run as fresh processes beside those of other tools; everything else is BenchmarkDotNet's.
switch (args.FirstOrDefault())
{
    case "screens":
        return ScreensCommand.Run(args[1..]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ScreensCommand).Assembly).Run(args);
        return 0;
}
