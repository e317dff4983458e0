using Dashboard.Analytics.Segments;

namespace Dashboard.Web.Segments;

/// <summary>RFM in words: definition, readiness, stability, movement, what a definition changes.</summary>
public static class RfmText
{
    /// <summary>How much the groups may be trusted, in a sentence.</summary>
    public static string Readiness(RfmReadiness readiness) => readiness.Level switch
    {
        RfmReadinessLevel.Ready => $"RFM is ready: all {readiness.Checks.Count} needs are met, with {Formats.Count(readiness.Buyers, "buyer")}",
        RfmReadinessLevel.Weak => $"RFM is weak here: {Formats.Count(readiness.Missing.Count(), "need is", "needs are")} not met",
        _ => "RFM says nothing here yet",
    };

    /// <summary>A need with its number, as a sentence.</summary>
    public static string Check(RfmCheck check) => check.Need switch
    {
        RfmNeed.Buyers => $"{Formats.Count((long)check.Value, "customer")} with an order; {Formats.Integer((long)check.Needed)} are needed.",
        RfmNeed.History => $"{Formats.Days((long)check.Value)} of history; {Formats.Integer((long)check.Needed)} are needed.",
        RfmNeed.Repeaters => $"{Formats.Percent(check.Value)} of the buyers ordered more than once; {Formats.Percent(check.Needed, 0)} are needed.",
        RfmNeed.FrequencyScores => $"{check.Value:0} of the 5 frequency scores occur; {check.Needed:0} are needed to tell frequent buyers apart.",
        RfmNeed.KnownOrders => $"{Formats.Percent(check.Value)} of the orders of the last year have a customer; {Formats.Percent(check.Needed, 0)} are needed.",
        _ => $"{Formats.Days((long)check.Value)} of history in a window of {Formats.Integer((long)check.Needed)}.",
    };

    /// <summary>A definition in short: window and thresholds.</summary>
    public static string Definition(RfmDefinition definition) =>
        $"{Window(definition.WindowMonths)}, {(definition.Thresholds is null ? "quintiles" : "fixed thresholds")}{(definition.Map.Equals(RfmMap.Default) ? "" : ", a map of its own")}";

    /// <summary>A window: "all history", "last 12 months".</summary>
    public static string Window(int? months) => months switch
    {
        null => "all history",
        1 => "last month",
        _ => $"last {months} months",
    };

    /// <summary>How firm the groups are, a word and a number.</summary>
    public static string Stability(RfmStability stability) => stability.Customers == 0
        ? "Nobody has ordered, so there is nothing to be firm about"
        : $"{stability.Firmness}: {Formats.Percent(stability.ShareAt5)} would change segment if all thresholds were 5 % off";

    /// <summary>What a measure is called.</summary>
    public static string Measure(RfmMeasure? measure) => measure switch
    {
        RfmMeasure.DaysSinceLastOrder => "Days since last order",
        RfmMeasure.Orders => "Orders",
        RfmMeasure.MoneyE4 => "Net revenue",
        _ => "All thresholds",
    };

    /// <summary>A value of a measure with its unit.</summary>
    public static string Value(RfmMeasure measure, long value, string currency) => measure switch
    {
        RfmMeasure.DaysSinceLastOrder => Formats.Days(value),
        RfmMeasure.Orders => Formats.Count(value, "order"),
        _ => Formats.Money(value, currency),
    };

    /// <summary>Which edges are moved: "Days since last order, edge 2".</summary>
    public static string Edge(RfmEdgeTrial trial) => trial switch
    {
        { Measure: null } => "All thresholds together",
        { Edge: null } => $"{Measure(trial.Measure)}, all four edges",
        _ => $"{Measure(trial.Measure)}, edge {trial.Edge}",
    };

    /// <summary>Who moved between the days.</summary>
    public static string Movement(RfmMovement movement)
    {
        if (movement.ShareMoved is not { } share)
            return movement.Customers == 0 ? "Nobody is here on the second day" : $"All {Formats.Count(movement.Customers, "customer")} came between the two days";
        var largest = movement.Moves.Where(m => m.From is not null && !m.Stayed).MaxBy(m => m.Customers);
        return largest is null
            ? $"Nobody of {Formats.Count(movement.Known, "customer")} changed segment"
            : $"{Formats.Percent(share)} changed segment; most went from {movement.Receipt.Groups.Name(largest.From)} to {movement.Receipt.Groups.Name(largest.To)}";
    }

    /// <summary>What a definition would change.</summary>
    public static string Change(RfmChange change) => change.Changed == 0
        ? $"Nobody of {Formats.Count(change.Customers, "customer")} would change segment"
        : $"{Formats.Count(change.Changed, "customer")} would change segment, {Formats.Percent(change.Changed / (double)change.Customers)} of all";

    /// <summary>How far the next score is: "3 orders more for score 4", "12 days of silence until score 3".</summary>
    public static string Next(RfmReach reach, string currency) => reach switch
    {
        { Measure: RfmMeasure.DaysSinceLastOrder, ToLower: { } days } => $"{Formats.Days(days)} of silence more until score {reach.Score - 1} or lower; an order makes it the best",
        { Measure: RfmMeasure.DaysSinceLastOrder } => "An order makes it the best",
        { ToHigher: { } more } => $"{(reach.Measure == RfmMeasure.MoneyE4 ? $"over {Formats.Money(more - 1, currency)}" : Formats.Count(more, "order"))} more for score {reach.Score + 1} or higher",
        _ => "The best score",
    };

    /// <summary>Between which edges a value lies.</summary>
    public static string Between(RfmReach reach, string currency) => (reach.Above, reach.UpTo) switch
    {
        (null, { } upTo) => $"up to {Value(reach.Measure, upTo, currency)}",
        ({ } above, null) => $"over {Value(reach.Measure, above, currency)}",
        ({ } above, { } upTo) => $"over {Value(reach.Measure, above, currency)}, up to {Value(reach.Measure, upTo, currency)}",
        _ => "",
    };
}
