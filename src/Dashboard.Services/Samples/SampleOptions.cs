namespace Dashboard.Services.Samples;

/// <summary>What fixes a sample shop: the same options give the same rows, bit for bit, on any number of threads and in any culture.</summary>
public sealed record SampleOptions
{
    /// <summary>Fewest customers that a sample shop can have.</summary>
    public const int FewestCustomers = 1_000;

    /// <summary>Most customers that a sample shop can have.</summary>
    public const int MostCustomers = 1_000_000;

    private static readonly DateOnly EarliestLastDay = new(2000, 1, 1);
    private static readonly DateOnly LatestLastDay = new(2100, 12, 31);

    /// <summary>Number of customers, prospects and duplicates included: 1,000 to 1,000,000. Customer number i is the same whatever the number of others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public int Customers
    {
        get;
        init => field = value is >= FewestCustomers and <= MostCustomers
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Customers), value, "A sample shop has 1,000 to 1,000,000 customers. Choose a number in that range.");
    } = 10_000;

    /// <summary>Seed of everything random; any number.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Last day of the shop's three years, from 2000-01-01 to 2100-12-31.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is outside that range.</exception>
    public DateOnly LastDay
    {
        get;
        init => field = value >= EarliestLastDay && value <= LatestLastDay
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LastDay), value, "The last day of a sample shop is from 2000-01-01 to 2100-12-31. Choose a day in that range.");
    } = new(2026, 10, 31);
}

/// <summary>How far the making of a sample shop is. When all customers are done, what remains is the till, and saving.</summary>
/// <param name="CustomersDone">Customers whose rows have been handed out.</param>
/// <param name="Customers">All customers to make.</param>
/// <param name="Rows">Rows handed out so far, products and campaigns included.</param>
public readonly record struct SampleProgress(int CustomersDone, int Customers, long Rows);
