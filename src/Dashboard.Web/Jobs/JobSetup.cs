using Quartz;

namespace Dashboard.Web.Jobs;

/// <summary>Work that the site does by itself.</summary>
public static class JobSetup
{
    /// <summary>Name of the setting that lets the site train models by itself; <c>serve</c> turns it on, and a host that says nothing trains only when somebody asks.</summary>
    public const string TrainingSetting = "TrainModels";

    /// <summary>Name of the setting that lets the site run the clocks of retention by itself, and finish what an erasure left to do; <c>serve</c> turns it on.</summary>
    public const string RetentionSetting = "RunRetention";

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    /// <summary>Turns everything on that the configuration does not speak of: what <c>serve</c> does.</summary>
    /// <param name="configuration">The host's, changed.</param>
    /// <param name="said">What the settings and the environment say.</param>
    public static void TurnOn(ConfigurationManager configuration, IConfiguration said)
    {
        foreach (var setting in new[] { TrainingSetting, RetentionSetting })
            configuration[setting] = said[setting] ?? configuration[setting] ?? "true";
    }

    /// <summary>Adds the jobs that the configuration asks for.</summary>
    public static IServiceCollection AddDashboardJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var (trains, retains) = (configuration.GetValue<bool>(TrainingSetting), configuration.GetValue<bool>(RetentionSetting));
        if (!trains && !retains)
            return services;
        services.AddQuartz(jobs =>
        {
            if (trains)
                jobs.ScheduleJob<TrainingJob>(trigger => trigger.WithIdentity("training").StartAt(TimeProvider.System.GetUtcNow() + Every).WithSimpleSchedule(Every));
            if (retains)
                jobs.ScheduleJob<RetentionJob>(trigger => trigger.WithIdentity("retention").StartAt(TimeProvider.System.GetUtcNow() + Soon).WithSimpleSchedule(Daily));
        });
        services.AddQuartzHostedService();
        return trains ? services.AddHostedService<TrainingWatch>().AddHostedService<PredictionsWatch>() : services;
    }
}
