using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Customers by hundredths of their probability, with the sums that an offer is reckoned from.</summary>
internal sealed class LikelihoodTally
{
    private readonly Cell[] cells = new Cell[LikelihoodRequest.Steps + 1];

    /// <summary>Customers with a probability.</summary>
    public int Customers { get; private set; }

    /// <summary>Sums of a step.</summary>
    public Cell this[int step] => cells[step];

    /// <summary>The step of a probability: the last one that is not above it; −1 without one.</summary>
    public static int StepOf(float probability) => float.IsNaN(probability) ? -1 : (int)Math.Floor((probability * (double)LikelihoodRequest.Steps) + 1e-6);

    /// <summary>Adds up some customers.</summary>
    public static LikelihoodTally Of(Snapshot snapshot, Bitmap members, float[] probability, float[] values, CancellationToken cancellationToken)
    {
        var tally = new LikelihoodTally();
        var parts = Partitions.Compute(
            snapshot.Customers.Count,
            (from, to) =>
            {
                var part = new LikelihoodTally();
                foreach (var customer in members.Between(from, to))
                    part.Add(probability[customer], values[customer]);
                return part;
            },
            cancellationToken);
        foreach (var part in parts)
            tally.Add(part);
        return tally;
    }

    /// <summary>A sum over all steps from one on.</summary>
    public double Sum(int from, Func<Cell, double> of) => cells.Skip(from).Sum(of);

    /// <summary>One of some bars of equal width; the last one holds probability 1 too.</summary>
    public LikelihoodBar Bar(int bar, int bars)
    {
        var width = LikelihoodRequest.Steps / bars;
        var (from, to) = (bar * width, bar == bars - 1 ? cells.Length : (bar + 1) * width);
        var own = cells[from..to];
        return new LikelihoodBar(from / (double)LikelihoodRequest.Steps, (from + width) / (double)LikelihoodRequest.Steps, own.Sum(c => c.Customers), own.Sum(c => c.Events), (long)Math.Round(own.Sum(c => c.Value) * 1e4));
    }

    private void Add(float probability, float value)
    {
        var step = StepOf(probability);
        if (step < 0)
            return;
        Customers++;
        double p = probability, v = value;
        ref var cell = ref cells[Math.Min(step, LikelihoodRequest.Steps)];
        cell.Customers++;
        cell.Events += p;
        cell.EventVariance += p * (1 - p);
        cell.Value += v;
        cell.ValueOfEvents += p * v;
        cell.Squares += p * v * v;
        cell.ChanceSquares += p * p * v * v;
    }

    private void Add(LikelihoodTally part)
    {
        Customers += part.Customers;
        for (var step = 0; step < cells.Length; step++)
        {
            cells[step].Customers += part.cells[step].Customers;
            cells[step].Events += part.cells[step].Events;
            cells[step].EventVariance += part.cells[step].EventVariance;
            cells[step].Value += part.cells[step].Value;
            cells[step].ValueOfEvents += part.cells[step].ValueOfEvents;
            cells[step].Squares += part.cells[step].Squares;
            cells[step].ChanceSquares += part.cells[step].ChanceSquares;
        }
    }

    /// <summary>Sums over the customers of a step; p is the probability, v the value at stake.</summary>
    internal struct Cell
    {
        public int Customers;
        public double Events;
        public double EventVariance;
        public double Value;
        public double ValueOfEvents;
        public double Squares;
        public double ChanceSquares;
    }
}
