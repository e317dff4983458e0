namespace Dashboard.Services.Samples;

/// <summary>Everything that customers share, fixed by the options: calendar, events, goods, demand, campaigns.</summary>
internal sealed class SampleWorld
{
    private readonly AliasTable signUps;

    public SampleWorld(SampleOptions options)
    {
        Options = options;
        Calendar = new Calendar(options.LastDay);
        Events = new Events(Calendar);
        Catalogue = new Catalogue(options.Seed, Calendar, Events);
        Demand = [.. Persona.All.Select(p => new PersonaDemand(p, Calendar, Events, Catalogue))];
        var everybody = Enumerable.Range(0, Calendar.Days).Select(day => Persona.All.Select((p, i) => p.Share * Demand[i].Level(day)).Sum() / Events.DemandFactor(day)).ToArray();
        signUps = new AliasTable([.. everybody.Select((level, day) => Math.Sqrt(level) * Events.SignUpFactor(day) * (day == Events.OutageDay ? Events.OutageFactor : 1))]);
        Campaigns = CampaignPlan.For(Calendar);
    }

    public SampleOptions Options { get; }

    public Calendar Calendar { get; }

    public Events Events { get; }

    public Catalogue Catalogue { get; }

    public PersonaDemand[] Demand { get; }

    public Campaign[] Campaigns { get; }

    public int SignUpDay(ref RandomStream random) => signUps.Draw(ref random);
}
