using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>How members and everybody answered the contacts of a range; those without any date are taken in.</summary>
internal sealed class SetResponses
{
    private static readonly ContactFlags[] Steps = [ContactFlags.Delivered, ContactFlags.Opened, ContactFlags.Clicked, ContactFlags.Converted];

    // By what is known and what happened, since these few combinations are all that the counts need.
    private readonly int[] members = new int[1 << 12];
    private readonly int[] all = new int[1 << 12];

    private SetResponses(Snapshot snapshot, Bitmap everybody, Bitmap membersOfAll, DateRange range, CancellationToken cancellationToken)
    {
        var (first, last) = Days(snapshot);
        var customers = snapshot.Contacts.Customer.Span;
        var days = snapshot.Contacts.Day.Span;
        var flags = snapshot.Contacts.Flags.Span;
        var known = snapshot.Contacts.Known.Span;
        for (var campaign = 0; campaign < snapshot.Campaigns.Count; campaign++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (first[campaign] > range.To.DayNumber || (first[campaign] > 0 && last[campaign] < range.From.DayNumber))
                continue;
            var start = snapshot.Campaigns.StartDay[campaign];
            for (var contact = snapshot.Campaigns.FirstContact[campaign]; contact < snapshot.Campaigns.FirstContact[campaign + 1]; contact++)
            {
                var day = days[contact] > 0 ? days[contact] : start;
                if ((flags[contact] & ContactFlags.Control) != ContactFlags.None || !everybody[customers[contact]] || (day > 0 && !range.Contains(day)))
                    continue;
                var pattern = ((int)known[contact] << 6) | (int)flags[contact];
                all[pattern]++;
                members[pattern] += membersOfAll[customers[contact]] ? 1 : 0;
            }
        }
    }

    public CampaignResponse Members => Of(members);

    public CampaignResponse All => Of(all);

    public static SetResponses Of(Snapshot snapshot, Bitmap everybody, Bitmap members, DateRange range, CancellationToken cancellationToken) =>
        new(snapshot, everybody, members, range, cancellationToken);

    private static CampaignResponse Of(int[] counts)
    {
        var (yes, known) = (new int[Steps.Length], new int[Steps.Length]);
        for (var pattern = 0; pattern < counts.Length; pattern++)
        {
            var (knows, flags) = ((ContactFlags)(pattern >> 6), (ContactFlags)(pattern & 0x3F));
            for (var step = 0; step < Steps.Length; step++)
            {
                if (!knows.HasFlag(Steps[step]))
                    continue;
                known[step] += counts[pattern];
                yes[step] += flags.HasFlag(Steps[step]) ? counts[pattern] : 0;
            }
        }

        return new CampaignResponse(counts.Sum(), new(yes[0], known[0]), new(yes[1], known[1]), new(yes[2], known[2]), new(yes[3], known[3]));
    }

    /// <summary>The first and the last day of the contacts of each campaign; a first day of 0 for contacts without any.</summary>
    internal static (int[] First, int[] Last) Days(Snapshot snapshot) => snapshot.Memo(nameof(SetResponses), () =>
    {
        var (first, last) = (new int[snapshot.Campaigns.Count], new int[snapshot.Campaigns.Count]);
        Array.Fill(first, int.MaxValue);
        var days = snapshot.Contacts.Day.Span;
        for (var campaign = 0; campaign < first.Length; campaign++)
        {
            foreach (var own in days[snapshot.Campaigns.FirstContact[campaign]..snapshot.Campaigns.FirstContact[campaign + 1]])
            {
                var day = Math.Max(0, own > 0 ? own : snapshot.Campaigns.StartDay[campaign]);
                first[campaign] = Math.Min(first[campaign], day);
                last[campaign] = Math.Max(last[campaign], day);
            }
        }

        return (first, last);
    });
}
