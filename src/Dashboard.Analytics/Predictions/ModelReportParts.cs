using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>What a model reads of a customer.</summary>
/// <param name="Name">Its name, as in "Days since the last order".</param>
/// <param name="Definition">What it is, with its unit.</param>
/// <param name="Importance">Share of the model's work that it does, 0 to 1; null where that is not known.</param>
/// <param name="Values">Its distribution over the customers of the training; null where it is not watched.</param>
public sealed record ModelFeature(string Name, string Definition, double? Importance = null, ValueDistribution? Values = null);

/// <summary>A fitted parameter.</summary>
/// <param name="Name">Its name, as in "r" or "Days since the last order".</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error; null where there is none.</param>
/// <param name="Meaning">What it says, in plain words; null where the name is enough.</param>
public sealed record ModelParameter(string Name, double Value, double? StandardError = null, string? Meaning = null);

/// <summary>How well predictions did by one measure.</summary>
/// <param name="Name">Its name, as in "AUC", "Log loss" or "Error of the total".</param>
/// <param name="Model">The model's.</param>
/// <param name="Baseline">The naive baseline's; null where there is none.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
public sealed record ModelMetric(string Name, double Model, double? Baseline, bool HigherIsBetter);

/// <summary>A method that was tried.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Metrics">How it did, over all origins.</param>
/// <param name="Chosen">Whether it is the one in use.</param>
/// <param name="Note">Why it was chosen or passed over; null where the metrics say it.</param>
public sealed record ModelCandidate(string Name, IReadOnlyList<ModelMetric> Metrics, bool Chosen, string? Note = null);

/// <summary>Predictions as of an earlier day beside what came after it.</summary>
/// <param name="Origin">The last day that the model saw.</param>
/// <param name="Until">The last day of what is compared.</param>
/// <param name="Rows">Customers compared.</param>
/// <param name="Metrics">How the model did.</param>
public sealed record ModelBacktest(DateOnly Origin, DateOnly Until, long Rows, IReadOnlyList<ModelMetric> Metrics);

/// <summary>Customers with about the same prediction.</summary>
/// <param name="Predicted">Their mean prediction.</param>
/// <param name="Observed">What happened, on average.</param>
/// <param name="Interval">Interval of <paramref name="Observed"/>.</param>
/// <param name="Count">How many.</param>
public sealed record CalibrationBin(double Predicted, double Observed, Interval Interval, long Count);

/// <summary>A tenth of the customers.</summary>
/// <param name="Decile">1 for the highest predictions to 10 for the lowest.</param>
/// <param name="Count">How many.</param>
/// <param name="Predicted">Their mean prediction.</param>
/// <param name="Observed">What happened, on average.</param>
/// <param name="Lift"><paramref name="Observed"/> over that of all customers.</param>
public sealed record LiftDecile(int Decile, long Count, double Predicted, double Observed, double Lift);

/// <summary>How often intervals of a level held the truth.</summary>
/// <param name="Of">What the intervals are of, as in "Orders of one customer" or "Total revenue".</param>
/// <param name="Level">The level, as in 0.8.</param>
/// <param name="Covered">Intervals that held the truth.</param>
/// <param name="Count">Intervals looked at.</param>
public sealed record IntervalCoverage(string Of, double Level, long Covered, long Count);

/// <summary>A total up to a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Actual">What happened; null for days to come.</param>
/// <param name="Predicted">What the model says.</param>
/// <param name="Low">Lower end of its 80 % interval; null where there is none.</param>
/// <param name="High">Upper end of its 80 % interval; null where there is none.</param>
/// <param name="SeenByModel">Whether the model was fitted on this day.</param>
public sealed record TrackingPoint(DateOnly Day, double? Actual, double Predicted, double? Low, double? High, bool SeenByModel);

/// <summary>How a group of customers fared, on time that the model had not seen.</summary>
/// <param name="Dimension">What groups them, as in "RFM group", "Country" or "Gender".</param>
/// <param name="Group">The group.</param>
/// <param name="Count">Customers.</param>
/// <param name="Predicted">Their mean prediction.</param>
/// <param name="Observed">What happened, on average.</param>
/// <param name="Metrics">How well the model did within the group.</param>
/// <param name="IsSensitive">Whether the dimension is one that people must not be treated unfairly by, such as age or gender.</param>
public sealed record ModelGroup(string Dimension, string Group, long Count, double Predicted, double Observed, IReadOnlyList<ModelMetric> Metrics, bool IsSensitive);
