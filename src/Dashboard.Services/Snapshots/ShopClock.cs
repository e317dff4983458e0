namespace Dashboard.Services.Snapshots;

/// <summary>Turns instants into days and minutes of the shop's time zone: the one place where a day is decided.</summary>
public sealed class ShopClock
{
    private const int SlotSeconds = 900;

    private readonly TimeZoneInfo zone;
    private long slot = long.MinValue;
    private long offsetSeconds;

    /// <summary>Makes a clock.</summary>
    /// <param name="timeZone">IANA id.</param>
    /// <exception cref="ArgumentException">The machine knows no such zone.</exception>
    public ShopClock(string timeZone) => zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found)
        ? found
        : throw new ArgumentException($"There is no time zone '{timeZone}'. Use an IANA name such as Europe/London, America/New_York or Etc/UTC.", nameof(timeZone));

    /// <summary>Day number and minute of the day of an instant.</summary>
    /// <param name="seconds">Seconds since 1970-01-01T00:00:00Z.</param>
    public (int Day, short Minute) Local(long seconds)
    {
        // Zones change their offset on quarter hours only, so the offset of a quarter hour is looked up once.
        var at = Math.DivRem(seconds, SlotSeconds).Quotient;
        if (at != slot)
        {
            slot = at;
            offsetSeconds = (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(seconds)).TotalSeconds;
        }

        var minutes = (long)Math.Floor((seconds + offsetSeconds) / 60.0);
        var day = (long)Math.Floor(minutes / 1440.0);
        return ((int)(day + 719_162), (short)(minutes - (day * 1440)));
    }
}
