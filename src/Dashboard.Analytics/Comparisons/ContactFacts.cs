using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>How customers answered the contacts of a range. A customer counts once for each question, however many messages came, so that the answers are independent of each other.</summary>
internal static class ContactFacts
{
    private static readonly (ContactFlags Step, string Name)[] Steps =
        [(ContactFlags.Opened, "Opened a message"), (ContactFlags.Clicked, "Clicked a message"), (ContactFlags.Converted, "Bought after a message")];

    /// <summary>Counts the answers in two sets; each among those of whom some contact of the range speaks of it.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="sets">The sets.</param>
    /// <param name="range">The days.</param>
    /// <param name="cancellationToken">Looked at before the sets are counted.</param>
    public static IEnumerable<ShareFact> Of(Snapshot snapshot, TwoSets sets, DateRange range, CancellationToken cancellationToken)
    {
        var answers = snapshot.MemoOfData((nameof(ContactFacts), range), () => Answers(snapshot, range));
        if (!answers.AsSpan().ContainsAnyExcept((byte)0))
            yield break;
        var (byPatternA, byPatternB) = sets.Count((nameof(ContactFacts), range), set => Patterns(answers, set), cancellationToken);
        var (inA, inB) = (Counts(byPatternA), Counts(byPatternB));
        yield return YesNo("Contacted by a campaign", inA.Contacted, inB.Contacted, sets.A.Size, sets.B.Size);
        for (var step = 0; step < Steps.Length; step++)
            yield return YesNo(Steps[step].Name, inA.Yes[step], inB.Yes[step], inA.Known[step], inB.Known[step]);
    }

    private static ShareFact YesNo(string name, int yesA, int yesB, int knownA, int knownB) =>
        new(FactSubject.Campaigns, name, [new CountedLevel("", null, yesA, yesB)], knownA, knownB);

    // A byte a customer: bit 0 contacted, then for each step a bit for known and a bit for yes.
    private static byte[] Answers(Snapshot snapshot, DateRange range)
    {
        var answers = new byte[snapshot.Customers.Count];
        var (first, last) = SetResponses.Days(snapshot);
        var customers = snapshot.Contacts.Customer.Span;
        var days = snapshot.Contacts.Day.Span;
        var flags = snapshot.Contacts.Flags.Span;
        var known = snapshot.Contacts.Known.Span;
        for (var campaign = 0; campaign < snapshot.Campaigns.Count; campaign++)
        {
            if (first[campaign] > range.To.DayNumber || (first[campaign] > 0 && last[campaign] < range.From.DayNumber))
                continue;
            var start = snapshot.Campaigns.StartDay[campaign];
            for (var contact = snapshot.Campaigns.FirstContact[campaign]; contact < snapshot.Campaigns.FirstContact[campaign + 1]; contact++)
            {
                var day = days[contact] > 0 ? days[contact] : start;
                if ((flags[contact] & ContactFlags.Control) == ContactFlags.None && (day <= 0 || range.Contains(day)))
                    answers[customers[contact]] |= (byte)Pattern(known[contact], flags[contact]);
            }
        }

        return answers;
    }

    private static int Pattern(ContactFlags known, ContactFlags happened)
    {
        var pattern = 1;
        for (var step = 0; step < Steps.Length; step++)
        {
            if ((known & Steps[step].Step) != ContactFlags.None)
                pattern |= ((happened & Steps[step].Step) != ContactFlags.None ? 0b11 : 0b01) << (1 + (2 * step));
        }

        return pattern;
    }

    private static int[] Patterns(byte[] answers, Bitmap set)
    {
        var byPattern = new int[256];
        foreach (var customer in set)
            byPattern[answers[customer]]++;
        return byPattern;
    }

    private static (int Contacted, int[] Known, int[] Yes) Counts(int[] byPattern)
    {
        var (known, yes) = (new int[Steps.Length], new int[Steps.Length]);
        for (var pattern = 0; pattern < byPattern.Length; pattern++)
        {
            for (var step = 0; step < Steps.Length; step++)
            {
                known[step] += ((pattern >> (1 + (2 * step))) & 1) * byPattern[pattern];
                yes[step] += ((pattern >> (2 + (2 * step))) & 1) * byPattern[pattern];
            }
        }

        return (byPattern.Sum() - byPattern[0], known, yes);
    }
}
