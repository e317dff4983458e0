using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// Contacts of the year before a cut-off and how they were answered. A file says whether a contact was opened or clicked, but not when; so contacts of the last two weeks, whose answers may have
/// come behind the cut-off, are left out.
/// </summary>
internal sealed class PastContacts
{
    private const int Days = 365;

    private readonly int[] contacts;
    private readonly int[] opened;
    private readonly int[] openedKnown;
    private readonly int[] clicked;
    private readonly int[] clickedKnown;

    private PastContacts(Snapshot snapshot, int asOfDay)
    {
        var count = snapshot.Customers.Count;
        (contacts, opened, openedKnown, clicked, clickedKnown) = (new int[count], new int[count], new int[count], new int[count], new int[count]);
        var all = snapshot.Contacts;
        var last = asOfDay - LikelihoodFeature.AnswerDays;
        for (var contact = 0; contact < all.Count; contact++)
        {
            var (day, flags, known) = (all.Day[contact], all.Flags[contact], all.Known[contact]);
            if (day <= last - Days || day > last || flags.HasFlag(ContactFlags.Control))
                continue;
            var customer = all.Customer[contact];
            contacts[customer]++;
            opened[customer] += flags.HasFlag(ContactFlags.Opened) ? 1 : 0;
            openedKnown[customer] += known.HasFlag(ContactFlags.Opened) ? 1 : 0;
            clicked[customer] += flags.HasFlag(ContactFlags.Clicked) ? 1 : 0;
            clickedKnown[customer] += known.HasFlag(ContactFlags.Clicked) ? 1 : 0;
        }
    }

    /// <summary>The contacts of all customers, counted once.</summary>
    public static PastContacts Of(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(PastContacts), asOfDay), () => new PastContacts(snapshot, asOfDay));

    /// <summary>Contacts of a customer.</summary>
    public int Count(int customer) => contacts[customer];

    /// <summary>Share opened; NaN without a contact of which it is known.</summary>
    public double Opened(int customer) => openedKnown[customer] == 0 ? double.NaN : (double)opened[customer] / openedKnown[customer];

    /// <summary>Share clicked; NaN without a contact of which it is known.</summary>
    public double Clicked(int customer) => clickedKnown[customer] == 0 ? double.NaN : (double)clicked[customer] / clickedKnown[customer];
}
