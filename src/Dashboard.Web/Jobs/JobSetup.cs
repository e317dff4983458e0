using Quartz;

namespace Dashboard.Web.Jobs;

/// <summary>Work that the site does by itself.</summary>
public static class JobSetup
{
    /// <summary>Name of the setting that lets the site train models by itself; <c>serve</c> turns it on, and a host that says nothing trains only when somebody asks.</summary>
    public const string TrainingSetting = "TrainModels";

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    /// <summary>Adds the jobs that the configuration asks for.</summary>
    public static IServiceCollection AddDashboardJobs(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.GetValue<bool>(TrainingSetting))
            return services;
        services.AddQuartz(jobs =>
        {
            jobs.ScheduleJob<TrainingJob>(trigger => trigger.WithIdentity("training").StartAt(TimeProvider.System.GetUtcNow() + Every).WithSimpleSchedule(Every));
            jobs.ScheduleJob<RetentionJob>(trigger => trigger.WithIdentity("retention").StartAt(TimeProvider.System.GetUtcNow() + Soon).WithSimpleSchedule(Daily));
        });
        services.AddQuartzHostedService();
        return services.AddHostedService<TrainingWatch>();
    }
}
