using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>The likelihood of churn or purchase of customers, and what an offer to those above a threshold would cost and bring.</summary>
public sealed record LikelihoodResult
{
    /// <summary>Churn or purchase.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>The day of all figures.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Number of the run whose model is in use; null without one, and everything else is empty then.</summary>
    public long? Run { get; init; }

    /// <summary>The last day that the model has seen.</summary>
    public DateOnly? TrainedAsOf { get; init; }

    /// <summary>The method of the model.</summary>
    public string Method { get; init; } = "";

    /// <summary>Days ahead.</summary>
    public int HorizonDays { get; init; }

    /// <summary>Customers with a probability.</summary>
    public int Customers { get; init; }

    /// <summary>Their mean probability; null without any.</summary>
    public double? MeanProbability { get; init; }

    /// <summary>Customers by their probability, in twentieths.</summary>
    public IReadOnlyList<LikelihoodBar> Bars { get; init; } = [];

    /// <summary>Outcomes of the offer at thresholds from 0 to 1 in twentieths.</summary>
    public IReadOnlyList<OfferOutcome> Curve { get; init; } = [];

    /// <summary>The outcome at the threshold asked for.</summary>
    public OfferOutcome? Chosen { get; init; }

    /// <summary>The outcome of <see cref="Curve"/> with the highest net value; null without customers.</summary>
    public OfferOutcome? Best { get; init; }

    /// <summary>The effect at which the offer brings what it costs at the threshold, as a share; null when nothing is at stake.</summary>
    public double? BreakEvenEffect { get; init; }

    /// <summary>Of those above the threshold, who may be contacted, by channel.</summary>
    public IReadOnlyList<ChannelCount> Contactable { get; init; } = [];

    /// <summary>The first customers above the threshold, those with most at stake (probability × value) first, with their reasons.</summary>
    public IReadOnlyList<LikelihoodRow> Shown { get; init; } = [];

    /// <summary>All of them in the same order, made while they are read; reasons for the first <see cref="LikelihoodRequest.MostReasons"/>.</summary>
    public IEnumerable<LikelihoodRow> Targeted { get; init; } = [];

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>Customers of neighbouring probabilities.</summary>
/// <param name="From">Lowest probability.</param>
/// <param name="To">The probability behind the highest.</param>
/// <param name="Customers">How many.</param>
/// <param name="Events">How many of them the event is expected of.</param>
/// <param name="ValueE4">Their value at stake, in ten-thousandths.</param>
public sealed record LikelihoodBar(double From, double To, int Customers, double Events, long ValueE4);

/// <summary>What an offer to the customers above a threshold would cost and bring, in currency units.</summary>
public sealed record OfferOutcome
{
    /// <summary>The threshold in hundredths.</summary>
    public required int Threshold { get; init; }

    /// <summary>Customers who would get the offer.</summary>
    public required int Targeted { get; init; }

    /// <summary>How many of them the event is expected of: churners caught, or buyers.</summary>
    public required double Caught { get; init; }

    /// <summary>Its interval.</summary>
    public required Interval CaughtInterval { get; init; }

    /// <summary>Targeted of whom the event is not expected: false alarms.</summary>
    public double FalseAlarms => Targeted - Caught;

    /// <summary>Events expected of those who would not get it.</summary>
    public required double Missed { get; init; }

    /// <summary>What the offer costs.</summary>
    public required double Cost { get; init; }

    /// <summary>What it saves or brings.</summary>
    public required double Saved { get; init; }

    /// <summary>Its interval.</summary>
    public required Interval SavedInterval { get; init; }

    /// <summary>What is left.</summary>
    public required double Net { get; init; }

    /// <summary>Its interval.</summary>
    public required Interval NetInterval { get; init; }
}

/// <summary>A customer above the threshold.</summary>
/// <param name="Key">The shop's own id.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Group">What the shop calls the RFM group.</param>
/// <param name="Probability">Probability of the event.</param>
/// <param name="Interval">How far it may be off; null without a backtest.</param>
/// <param name="ValueE4">Value at stake, in ten-thousandths.</param>
/// <param name="Reasons">Why; null where none were asked for.</param>
public sealed record LikelihoodRow(string Key, string? Name, string Group, double Probability, Interval? Interval, long ValueE4, LikelihoodReasons? Reasons);
