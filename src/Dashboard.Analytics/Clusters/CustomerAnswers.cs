using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>How many campaign contacts of each customer were answered until a day, among those whose file speaks of it; control groups and contacts without a day count as the file has them.</summary>
internal sealed class CustomerAnswers
{
    private readonly int[] known;
    private readonly int[] happened;

    private CustomerAnswers(int customers) => (known, happened) = (new int[customers], new int[customers]);

    /// <summary>The answers to a step, computed once.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="step">Opened, clicked or converted.</param>
    /// <param name="asOfDay">Last day number.</param>
    public static CustomerAnswers Of(Snapshot snapshot, ContactFlags step, int asOfDay) => snapshot.MemoOfData((nameof(CustomerAnswers), step, asOfDay), () =>
    {
        var answers = new CustomerAnswers(snapshot.Customers.Count);
        var contacts = snapshot.Contacts;
        for (var contact = 0; contact < contacts.Count; contact++)
        {
            if (contacts.Day[contact] > asOfDay || contacts.Flags[contact].HasFlag(ContactFlags.Control) || !contacts.Known[contact].HasFlag(step))
                continue;
            answers.known[contacts.Customer[contact]]++;
            answers.happened[contacts.Customer[contact]] += contacts.Flags[contact].HasFlag(step) ? 1 : 0;
        }

        return answers;
    });

    /// <summary>Contacts of a customer of which it is known.</summary>
    public int Known(int customer) => known[customer];

    /// <summary>Those of them that were answered.</summary>
    public int Happened(int customer) => happened[customer];

    /// <summary>Share of a customer's contacts, 0 to 1; NaN without one of which it is known.</summary>
    public double Rate(int customer) => known[customer] == 0 ? double.NaN : (double)happened[customer] / known[customer];
}
