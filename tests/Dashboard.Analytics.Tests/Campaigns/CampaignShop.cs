using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Campaigns;

/// <summary>A shop to set campaigns in: days are counted from 1 June 2025, amounts are in whole units.</summary>
internal sealed class CampaignShop(int smallestGroup = 1)
{
    public const ContactFlags Sent = ContactFlags.None;
    public const ContactFlags Steps = ContactFlags.Delivered | ContactFlags.Opened | ContactFlags.Clicked;
    private static readonly int Start = new DateOnly(2025, 6, 1).DayNumber;
    private readonly SnapshotBuilder builder = new(new ShopSettings { Currency = "EUR", SmallestGroup = smallestGroup }, 7);
    private int documents;

    public static Scope AllTime { get; } = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    public static DateOnly Day(int day) => DateOnly.FromDayNumber(Start + day);

    public int Customer(string key, string? country = null, string? gender = null, int birthYear = 0) => builder.Add(new CustomerFacts(key)
    {
        Name = "Name of " + key,
        Email = key + "@example.com",
        Country = country,
        Gender = gender,
        BirthDay = birthYear == 0 ? 0 : new DateOnly(birthYear, 1, 1).DayNumber,
    });

    public int Campaign(string key, int? start = null, int? end = null, long cost = -1, string? channel = "email") => builder.Add(new CampaignFacts(
        key, "Campaign " + key, channel, "Sell", null, start is { } s ? Start + s : 0, end is { } e ? Start + e : 0, cost < 0 ? -1 : cost * 10_000));

    public void Contact(int campaign, int customer, int? day, ContactFlags flags, ContactFlags known = Steps, int hour = 12, long revenue = 0) => builder.Add(new ContactFacts(
        campaign, customer, day is { } d ? Start + d : 0, (short)(day is null ? 0 : hour * 60), flags, known, revenue * 10_000));

    public void Order(int customer, int day, long amount, int hour = 12, DocumentKind kind = DocumentKind.Order)
    {
        builder.Add(new DocumentFacts("D" + ++documents, customer, Start + day, (short)(hour * 60), kind));
        builder.Add(new LineFacts(-1, amount < 0 ? -10_000 : 10_000, Math.Abs(amount) * 10_000, 0, amount * 10_000));
    }

    public Snapshot Build() => builder.Build();
}
