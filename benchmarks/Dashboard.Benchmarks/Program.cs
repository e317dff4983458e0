using BenchmarkDotNet.Running;
using Dashboard.Benchmarks.Commands;

// Commands run once, in a process of their own, so that they can stand beside other programs; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["xlsx", .. var rest]:
        return await XlsxCommand.RunAsync(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
