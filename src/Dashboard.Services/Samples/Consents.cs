using Dashboard.Services.Imports;

namespace Dashboard.Services.Samples;

/// <summary>A customer's words on being contacted, by channel.</summary>
internal sealed class Consents
{
    private static readonly string[] Channels = ["email", "sms", "ads", "post"];
    private static readonly double[] AskedShares = [0.94, 0.55, 0.85, 0.6];
    private static readonly double[] YesShares = [0.72, 0.46, 0.6, 0.66];
    private readonly List<(int Channel, bool Granted, int Day, string Source)> words = new(4);

    public static Consents Of(SampleWorld world, int customer, Traits traits)
    {
        // Consent is a matter of the person: a second draw from the same purpose as the person's name would move with every change there.
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Person, -1L - customer);
        var consents = new Consents();
        var source = traits.Acquisition.IsStore ? "store card" : traits.FirstOrderDay == traits.SignUpDay ? "checkout" : "newsletter form";
        for (var channel = 0; channel < Channels.Length; channel++)
        {
            if (!random.Chance(AskedShares[channel]))
                continue;
            var granted = random.Chance(YesShares[channel] * (traits.Acquisition.IsMarketplace ? 0.35 : 1));
            consents.words.Add((channel, granted, traits.SignUpDay, source));
            if (granted && random.Chance(0.06))
            {
                var later = traits.SignUpDay + 7 + random.Below(world.Calendar.Days);
                if (later < world.Calendar.Days)
                    consents.words.Add((channel, false, later, "preference centre"));
            }
        }

        return consents;
    }

    /// <summary>Whether the last word before a day is yes.</summary>
    public bool Allows(string channel, int day)
    {
        var allows = false;
        var latest = -1;
        foreach (var word in words)
        {
            if (Channels[word.Channel] == channel && word.Day < day && word.Day >= latest)
                (allows, latest) = (word.Granted, word.Day);
        }

        return allows;
    }

    public void Withdraw(string channel, int day, string source)
    {
        if (Allows(channel, int.MaxValue))
            words.Add((Array.IndexOf(Channels, channel), false, day, source));
    }

    /// <summary>All words, earliest first.</summary>
    public IReadOnlyList<ConsentRow> Rows(Calendar calendar, int signUpSecond) =>
        [.. words.OrderBy(w => w.Day).Select(w => new ConsentRow(Channels[w.Channel], "marketing", w.Granted, w.Source, calendar.Instant(w.Day, w.Source is "preference centre" or "unsubscribe link" ? 43_200 : signUpSecond)))];
}
