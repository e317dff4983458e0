using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Campaigns;

/// <summary>Steps from message to order.</summary>
public enum CampaignStep
{
    /// <summary>Sent to treated customers.</summary>
    Sent,

    /// <summary>Delivered.</summary>
    Delivered,

    /// <summary>Opened.</summary>
    Opened,

    /// <summary>Clicked, or visited.</summary>
    Clicked,

    /// <summary>Bought in the outcome window.</summary>
    Converted,
}

/// <summary>One step of a campaign's funnel, over treated customers.</summary>
public sealed record FunnelStep
{
    /// <summary>The step.</summary>
    public required CampaignStep Step { get; init; }

    /// <summary>Customers who took it, of those of whom it is known; nothing known means that it is not recorded.</summary>
    public required Response Response { get; init; }

    /// <summary>Wilson's 95 % interval of the share of those sent to; null when not recorded.</summary>
    public required Interval? OfSent { get; init; }

    /// <summary>The recorded step before, or null for <see cref="CampaignStep.Sent"/> and for steps that are not recorded.</summary>
    public required CampaignStep? Previous { get; init; }

    /// <summary>
    /// Customers who took this step, of those who took the previous one. Customers may skip a step (an order without a click, a click in a message
    /// whose opening was not seen), so this count can be below that of <see cref="Response"/>.
    /// </summary>
    public required Response AfterPrevious { get; init; }

    /// <summary>Wilson's 95 % interval of the share of <see cref="AfterPrevious"/>; null without customers.</summary>
    public required Interval? OfPrevious { get; init; }

    internal static IReadOnlyList<FunnelStep> Of(Respondents people)
    {
        ReadOnlySpan<ContactFlags> flags = [ContactFlags.None, ContactFlags.Delivered, ContactFlags.Opened, ContactFlags.Clicked, ContactFlags.Converted];
        var patterns = people.Patterns();
        var responses = new Response[flags.Length];
        Span<int> previous = [-1, -1, -1, -1, -1];
        for (var step = 0; step < flags.Length; step++)
        {
            responses[step] = Count(patterns, flags[step], ContactFlags.None);
            for (var before = step - 1; before >= 0 && previous[step] < 0; before--)
                previous[step] = responses[step].IsRecorded && responses[before].IsRecorded ? before : -1;
        }

        var steps = new FunnelStep[flags.Length];
        for (var step = 0; step < flags.Length; step++)
        {
            var after = previous[step] < 0 ? default : Count(patterns, flags[step], flags[previous[step]]);
            steps[step] = new FunnelStep
            {
                Step = (CampaignStep)step,
                Response = responses[step],
                OfSent = Wilson(responses[step]),
                Previous = previous[step] < 0 ? null : (CampaignStep)previous[step],
                AfterPrevious = after,
                OfPrevious = Wilson(after),
            };
        }

        return steps;
    }

    internal static Interval? Wilson(Response response) => response.Known == 0 ? null : Proportions.Wilson(response.Count, response.Known);

    private static Response Count(IReadOnlyList<(ContactFlags Known, ContactFlags Flags, int Count)> patterns, ContactFlags step, ContactFlags previous)
    {
        var (count, known) = (0L, 0L);
        foreach (var pattern in patterns)
        {
            if ((pattern.Flags & ContactFlags.Control) != ContactFlags.None || (pattern.Flags & previous) != previous || (pattern.Known & step) != step)
                continue;
            known += pattern.Count;
            count += (pattern.Flags & step) == step ? pattern.Count : 0;
        }

        return new Response(count, known);
    }
}

/// <summary>First orders after the contact on one day since it.</summary>
/// <param name="Day">Full days since the contact, 0 for the first 24 hours.</param>
/// <param name="Treated">Treated customers whose first order fell on the day.</param>
/// <param name="Control">Held-out customers whose first order fell on the day.</param>
/// <param name="TreatedShare">Treated customers who had ordered by the end of the day, over all treated; null without any.</param>
/// <param name="ControlShare">Held-out customers who had ordered by the end of the day, over all held out; null without any.</param>
public sealed record ResponseDay(int Day, long Treated, long Control, double? TreatedShare, double? ControlShare)
{
    internal static IReadOnlyList<ResponseDay> Of(Respondents people)
    {
        if (!people.OrdersCover)
            return [];
        var counts = new (long Treated, long Control)[people.DaysToOrder.DefaultIfEmpty((short)-1).Max() + 1];
        var (treated, control) = (0L, 0L);
        for (var i = 0; i < people.Count; i++)
        {
            if (people.Minute[i] < 0)
                continue;
            var isControl = people.IsControl(i);
            (treated, control) = isControl ? (treated, control + 1) : (treated + 1, control);
            if (people.DaysToOrder[i] < 0)
                continue;
            var (t, c) = counts[people.DaysToOrder[i]];
            counts[people.DaysToOrder[i]] = isControl ? (t, c + 1) : (t + 1, c);
        }

        var days = new List<ResponseDay>();
        var (treatedSoFar, controlSoFar) = (0L, 0L);
        for (var day = 0; day < counts.Length; day++)
        {
            var (t, c) = counts[day];
            (treatedSoFar, controlSoFar) = (treatedSoFar + t, controlSoFar + c);
            days.Add(new ResponseDay(day, t, c, new Response(treatedSoFar, treated).Share, new Response(controlSoFar, control).Share));
        }

        return days;
    }
}
