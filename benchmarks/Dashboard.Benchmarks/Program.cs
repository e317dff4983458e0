using BenchmarkDotNet.Running;
using Dashboard.Benchmarks.Commands;

// Commands run as fresh processes, to stand beside other programs; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["screens", .. var rest]:
        return ScreensCommand.Run(rest);
    case ["xlsx", .. var rest]:
        return await XlsxCommand.RunAsync(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ScreensCommand).Assembly).Run(args);
        return 0;
}
