namespace Dashboard.Services.Imports.Reading;

/// <summary>
/// Turns the local times of a file into instants, the way back from <see cref="Snapshots.ShopClock"/>. A time that a clock change skips is read with the offset before the change (02:30 becomes
/// 03:30); a time that comes twice is the first of the two.
/// </summary>
internal sealed class LocalClock(TimeZoneInfo zone)
{
    private readonly Dictionary<long, int?> _offsetOfDay = [];
    private long _lastDay = long.MinValue;
    private int? _lastOffset;

    /// <summary>Seconds since 1970-01-01T00:00:00Z of a local time.</summary>
    public long ToUtc(LocalStamp local) => local.OffsetSeconds is { } own ? local.Seconds - own : local.Seconds - Offset(local.Seconds);

    private int Offset(long seconds)
    {
        var day = Math.DivRem(seconds, 86_400, out var rest) - (rest < 0 ? 1 : 0);
        if (day != _lastDay)
        {
            if (!_offsetOfDay.TryGetValue(day, out _lastOffset)) _offsetOfDay[day] = _lastOffset = OffsetOfDay(day);
            _lastDay = day;
        }

        return _lastOffset ?? OffsetAt(Local(seconds));
    }

    // Null for the days on which the clock changes.
    private int? OffsetOfDay(long day)
    {
        var first = OffsetAt(Local(day * 86_400));
        for (var hour = 1; hour <= 24; hour++)
        {
            var time = Local((day * 86_400) + (hour * 3600) - 1);
            if (zone.IsInvalidTime(time) || zone.IsAmbiguousTime(time) || OffsetAt(time) != first) return null;
        }

        return first;
    }

    private int OffsetAt(DateTime local)
    {
        if (zone.IsAmbiguousTime(local)) return (int)zone.GetAmbiguousTimeOffsets(local).Max().TotalSeconds;
        if (zone.IsInvalidTime(local)) return (int)zone.GetUtcOffset(local.AddHours(-3)).TotalSeconds;
        return (int)zone.GetUtcOffset(local).TotalSeconds;
    }

    private static DateTime Local(long seconds) => DateTime.SpecifyKind(DateTime.UnixEpoch.AddSeconds(seconds), DateTimeKind.Unspecified);
}
