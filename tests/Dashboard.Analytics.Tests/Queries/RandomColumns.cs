using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Tests.Queries;

/// <summary>Columns and sets of random rows, of lengths that end within a word, within a block and within a part.</summary>
internal static class RandomColumns
{
    public static TheoryData<int> Lengths => [0, 1, 63, 64, 65, 1000, 1024, 1025, 70_003];

    public static long[] Longs(Random random, int length, long least, long most) => [.. Enumerable.Range(0, length).Select(_ => random.NextInt64(least, most))];

    public static int[] Codes(Random random, int length, int values) => [.. Enumerable.Range(0, length).Select(_ => random.Next(-1, values))];

    public static Bitmap Set(Random random, int length, double density)
    {
        var set = new Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            // Runs of full and of empty words are cases of their own.
            var share = (row / 200 % 3) switch { 0 => density, 1 => 1, _ => 0 };
            if (random.NextDouble() < share)
                set.Add(row);
        }

        return set;
    }

    public static Bitmap SetOf(int length, Func<int, bool> isIn) => Bitmap.Of([.. Enumerable.Range(0, length).Select(isIn)]);

    /// <summary>Runs something as a machine of one core would: one part after the other.</summary>
    public static async Task<T> OnOneCore<T>(Func<T> run) =>
        await Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ExclusiveScheduler);

    /// <summary>Bytes that something allocates on this thread, after it has run once.</summary>
    public static long Allocated(Action run)
    {
        run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
