using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Who may be contacted: those who agreed to marketing through a channel and have the address that the channel needs.</summary>
public static class Contactable
{
    /// <summary>The customers who may be contacted through a channel, computed once; null when the data knows no such channel.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="channel">A channel of <see cref="CustomerColumns.Consent"/>. E-mail needs an e-mail address, sms and phone a telephone number, post a postcode, others nothing.</param>
    public static Bitmap? Of(Snapshot snapshot, string channel)
    {
        if (FieldColumns.Named(snapshot.Customers.Consent.Keys, channel) is not { } found)
            return null;
        var granted = snapshot.ConsentTo(found);
        return AddressOf(snapshot, found) is { } addresses ? snapshot.MemoOfData((nameof(Contactable), found), () => granted & Known(snapshot, addresses)) : granted;
    }

    /// <summary>How many of a set may be contacted, by channel in alphabetical order.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="members">The set.</param>
    public static IReadOnlyList<ChannelCount> Counts(Snapshot snapshot, Bitmap members) =>
        [.. snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).Select(channel => new ChannelCount(channel, Bitmap.CountBoth(Of(snapshot, channel)!, members)))];

    /// <summary>The column of addresses that a channel needs, or null for none.</summary>
    internal static Utf8Column? AddressOf(Snapshot snapshot, string channel) => channel.ToLowerInvariant() switch
    {
        "email" => snapshot.Customers.Emails,
        "sms" or "phone" => snapshot.Customers.Phones,
        "post" => snapshot.Customers.Postcodes,
        _ => null,
    };

    /// <summary>The customers whose text is known, computed once.</summary>
    internal static Bitmap Known(Snapshot snapshot, Utf8Column texts) => snapshot.MemoOfData((nameof(Contactable), texts), () =>
    {
        var known = new Bitmap(texts.Length);
        Partitions.Run(
            texts.Length,
            (from, to) =>
            {
                var starts = texts.Starts.Span;
                for (var row = from; row < to; row++)
                {
                    if (starts[row] != starts[row + 1])
                        known.Add(row);
                }
            },
            CancellationToken.None);
        return known;
    });
}
