using System.Runtime.InteropServices;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Writes contacts: one for each (campaign, customer, time), the last word of the file on it; one that comes again is unchanged or replaces itself. They wait in the spool
/// and are written in the order of the index.
/// </summary>
internal sealed class ContactWriter(SqliteConnection connection, long importId, SpoolSpace space)
{
    private const int PartBytes = 2 << 20;
    private const int MostParts = 512;

    // What a record says; an answer takes two bits: none, no (1), yes (3).
    private const int HasTime = 1;
    private const int IsControl = 1 << 1;
    private const int HasRevenue = 1 << 2;
    private const int Delivered = 1 << 3;
    private const int Opened = 1 << 5;
    private const int Clicked = 1 << 7;
    private const int Converted = 1 << 9;
    private readonly Spool told = new(space, 1);

    /// <summary>Distinct contacts of the file; known at the end.</summary>
    public long Count { get; private set; }

    /// <summary>Adds what a row says of a contact.</summary>
    /// <param name="row">The row.</param>
    /// <param name="campaign">Number of the campaign.</param>
    /// <param name="customer">Number of the customer.</param>
    public void Add(ContactRow row, int campaign, int customer)
    {
        var flags = (row.AtSeconds is null ? 0 : HasTime) | (row.IsControl ? IsControl : 0) | (row.RevenueE4 is null ? 0 : HasRevenue)
            | Answer(Delivered, row.Delivered) | Answer(Opened, row.Opened) | Answer(Clicked, row.Clicked) | Answer(Converted, row.Converted);
        var to = told.Open(0);
        to.Number((ulong)campaign);
        to.Number((ulong)customer);
        to.Number((ulong)flags);
        if (row.AtSeconds is { } at)
            to.Signed(at);
        if (row.RevenueE4 is { } revenue)
            to.Signed(revenue);
        told.Close(0);
    }

    /// <summary>Stores what is new.</summary>
    /// <param name="campaignIds">Ids of the file's campaigns.</param>
    /// <param name="customerIds">Ids of the file's customers.</param>
    /// <param name="keepCustomer">Told the number of each customer with a contact.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public RecordCounts Finish(KeyIds campaignIds, KeyIds customerIds, Action<int> keepCustomer, CancellationToken cancellationToken)
    {
        if (told.Length == 0)
            return new RecordCounts(0, 0, 0);
        using var store = new ContactStore(connection, importId);
        var parts = Parts(campaignIds, customerIds, keepCustomer);
        var contacts = new List<Contact>();
        for (var part = 0; part < parts.Partitions; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            contacts.Clear();
            Read(parts.Read(part), contacts);
            parts.Forget(part);
            contacts.Sort();
            for (var i = 0; i < contacts.Count; i++)
            {
                if (i + 1 < contacts.Count && contacts[i].IsSame(contacts[i + 1]))
                    continue;
                Count++;
                store.Add(contacts[i]);
            }
        }

        return store.Counts;
    }

    private static int Answer(int field, bool? value) => value is null ? 0 : field * (value.Value ? 3 : 1);

    // The contacts in parts that follow one another as campaigns, then customers do.
    private Spool Parts(KeyIds campaignIds, KeyIds customerIds, Action<int> keepCustomer)
    {
        var count = (int)Math.Clamp((told.Length / PartBytes) + 1, 1, MostParts);
        var (leastCampaign, greatestCampaign, leastCustomer, greatestCustomer) = (long.MaxValue, 0L, long.MaxValue, 0L);
        for (var i = 0; i < campaignIds.Count; i++)
            (leastCampaign, greatestCampaign) = (Math.Min(leastCampaign, campaignIds[i]), Math.Max(greatestCampaign, campaignIds[i]));
        for (var i = 0; i < customerIds.Count; i++)
            (leastCustomer, greatestCustomer) = (Math.Min(leastCustomer, customerIds[i]), Math.Max(greatestCustomer, customerIds[i]));
        var (campaignSpan, customerSpan) = ((double)(greatestCampaign - leastCampaign + 1), (double)(greatestCustomer - leastCustomer + 1));
        var parts = new Spool(space, count);
        foreach (var bytes in told.Parts(0))
        {
            var from = new ByteCursor(bytes);
            while (!from.IsAtEnd)
            {
                var campaign = campaignIds[(int)from.Number()];
                var customer = (int)from.Number();
                keepCustomer(customer);
                var customerId = customerIds[customer];
                var place = (campaign - leastCampaign + ((customerId - leastCustomer) / customerSpan)) / campaignSpan;
                var part = Math.Min((int)(place * count), count - 1);
                var to = parts.Open(part);
                to.Number((ulong)campaign);
                to.Number((ulong)customerId);
                Copy(ref from, to);
                parts.Close(part);
            }
        }

        told.Forget(0);
        return parts;
    }

    private static void Copy(ref ByteCursor from, ByteBuffer to)
    {
        var flags = (int)from.Number();
        to.Number((ulong)flags);
        if ((flags & HasTime) != 0)
            to.Signed(from.Signed());
        if ((flags & HasRevenue) != 0)
            to.Signed(from.Signed());
    }

    private static void Read(byte[] bytes, List<Contact> contacts)
    {
        var from = new ByteCursor(bytes);
        while (!from.IsAtEnd)
        {
            var (campaign, customer, flags) = ((long)from.Number(), (long)from.Number(), (int)from.Number());
            long? at = (flags & HasTime) != 0 ? from.Signed() : null;
            long? revenue = (flags & HasRevenue) != 0 ? from.Signed() : null;
            contacts.Add(new Contact(campaign, customer, at, contacts.Count, flags, revenue));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Contact(long CampaignId, long CustomerId, long? At, int Place, int Flags, long? RevenueE4) : IComparable<Contact>
    {
        public bool IsHeldOut => (Flags & IsControl) != 0;

        public long? Value(int field) => (Flags / field & 3) switch { 0 => null, 1 => 0, _ => 1 };

        public bool IsSame(in Contact other) => CampaignId == other.CampaignId && CustomerId == other.CustomerId && At == other.At;

        public int CompareTo(Contact other)
        {
            var by = CampaignId.CompareTo(other.CampaignId);
            by = by != 0 ? by : CustomerId.CompareTo(other.CustomerId);
            by = by != 0 ? by : Nullable.Compare(At, other.At);
            return by != 0 ? by : Place.CompareTo(other.Place);
        }
    }

    /// <summary>The table of contacts.</summary>
    private sealed class ContactStore : IDisposable
    {
        private const int FirstAnswer = 6;
        private static readonly int[] Answers = [Delivered, Opened, Clicked, Converted];
        private readonly BulkWriter insert;
        private readonly BulkReader find;
        private readonly BulkWriter hide;
        private readonly bool wasEmpty;
        private long added;
        private long updated;
        private long unchanged;

        public ContactStore(SqliteConnection connection, long importId)
        {
            insert = BulkWriter.Insert(connection, "Contacts", "ImportId, IsCurrent, CampaignId, CustomerId, At, IsControl, Delivered, Opened, Clicked, Converted, RevenueE4");
            find = new BulkReader(
                connection, "SELECT Id, IsControl, Delivered, Opened, Clicked, Converted, RevenueE4 FROM Contacts WHERE CampaignId = ? AND CustomerId = ? AND At IS ? AND IsCurrent = 1");
            hide = new BulkWriter(connection, "UPDATE Contacts SET IsCurrent = 0 WHERE Id = ?");
            using var any = new BulkReader(connection, "SELECT EXISTS (SELECT 1 FROM Contacts)");
            wasEmpty = any.Scalar() == 0;
            insert.Set(0, importId);
            insert.Set(1, 1);
        }

        public RecordCounts Counts => new(added, updated, unchanged);

        public void Add(in Contact contact)
        {
            var (id, same) = wasEmpty ? (0, false) : Find(contact);
            if (same)
            {
                unchanged++;
                return;
            }

            if (id == 0)
            {
                added++;
            }
            else
            {
                hide.Set(0, id);
                hide.Run();
                updated++;
            }

            insert.Set(2, contact.CampaignId);
            insert.Set(3, contact.CustomerId);
            insert.Set(4, contact.At);
            insert.Set(5, contact.IsHeldOut ? 1L : 0L);
            for (var i = 0; i < Answers.Length; i++)
                insert.Set(FirstAnswer + i, contact.Value(Answers[i]));
            insert.Set(10, contact.RevenueE4);
            insert.Run();
        }

        public void Dispose()
        {
            insert.Dispose();
            find.Dispose();
            hide.Dispose();
        }

        private (long Id, bool Same) Find(in Contact contact)
        {
            find.Set(0, contact.CampaignId);
            find.Set(1, contact.CustomerId);
            find.Set(2, contact.At);
            if (!find.Step())
                return (0, false);
            var same = (find.Int64(1) != 0) == contact.IsHeldOut && find.Int64OrNull(6) == contact.RevenueE4;
            for (var i = 0; i < Answers.Length; i++)
                same &= find.Int64OrNull(2 + i) == contact.Value(Answers[i]);
            var id = find.Int64(0);
            find.Reset();
            return (id, same);
        }
    }
}
