using Dashboard.Analytics.Rules;

namespace Dashboard.Web.Segments;

/// <summary>What a live count says of the parts of a rule, and of who enters and leaves, in words.</summary>
public static class LiveText
{
    /// <summary>Customers who meet a part by itself; null while that is not known.</summary>
    public static int? CountOf(RuleEvaluation? live, Rule part) => live?.Nodes.FirstOrDefault(n => n.Node.Equals(part))?.Customers;

    /// <summary>Why a part can't be used, or null.</summary>
    public static string? ProblemOf(RuleEvaluation? live, Rule part) => live?.Issues.FirstOrDefault(i => i.IsError && (i.Node.Equals(part) || (part is Not not && i.Node.Equals(not.Part))))?.Message;

    /// <summary>What an edit would change.</summary>
    public static string Edit(RuleChange change) => change.Entering + change.Leaving == 0
        ? "The edit changes nobody"
        : $"{Formats.Integer(change.Entering)} would enter, {Formats.Integer(change.Leaving)} would leave";

    /// <summary>What changed since a day.</summary>
    public static string Since(SegmentHistory history) => history.Entered + history.Left == 0
        ? $"The same {Formats.Count(history.Now, "customer")} as on {Formats.Date(history.Since)}"
        : $"{Formats.Integer(history.Entered)} entered and {Formats.Integer(history.Left)} left since {Formats.Date(history.Since)}";

    /// <summary>How the size went.</summary>
    public static string Sizes(SegmentHistory history)
    {
        var (first, last) = (history.Sizes[0], history.Sizes[^1]);
        return first.Customers == last.Customers
            ? $"As many as on {Formats.Date(first.Day)}: {Formats.Count(last.Customers, "customer")}"
            : $"From {Formats.Integer(first.Customers)} to {Formats.Count(last.Customers, "customer")} since {Formats.Date(first.Day)}";
    }
}
