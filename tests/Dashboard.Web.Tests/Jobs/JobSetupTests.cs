using Dashboard.Web.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Dashboard.Web.Tests.Jobs;

public sealed class JobSetupTests
{
    [Theory]
    [InlineData("true", "true", new[] { "retention", "training" })]
    [InlineData("false", "true", new[] { "retention" })]
    [InlineData("true", "false", new[] { "training" })]
    [InlineData("false", "false", new string[0])]
    [InlineData(null, null, new string[0])]
    public async Task AddDashboardJobs_EachHasItsOwnSwitch(string? trains, string? retains, string[] expected)
    {
        Assert.Equal(expected, await JobsAsync(new() { [JobSetup.TrainingSetting] = trains, [JobSetup.RetentionSetting] = retains }));
    }

    [Fact]
    public void TurnOn_TurnsOnWhatIsNotSpokenOf()
    {
        var configuration = new ConfigurationManager();

        JobSetup.TurnOn(configuration, new ConfigurationBuilder().AddInMemoryCollection([new(JobSetup.TrainingSetting, "false")]).Build());

        Assert.Equal(("false", "true"), (configuration[JobSetup.TrainingSetting], configuration[JobSetup.RetentionSetting]));
    }

    private static async Task<string[]> JobsAsync(Dictionary<string, string?> settings)
    {
        var cancel = TestContext.Current.CancellationToken;
        var services = new ServiceCollection().AddLogging().AddDashboardJobs(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        await using var provider = services.BuildServiceProvider();
        if (provider.GetService<ISchedulerFactory>() is not { } factory)
            return [];
        var scheduler = await factory.GetScheduler(cancel);
        string[] triggers = [.. (await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup(), cancel)).Select(t => t.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(triggers.Contains("training"), services.Any(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(TrainingWatch)));
        Assert.Equal(triggers.Contains("training"), services.Any(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(PredictionsWatch)));
        return triggers;
    }
}
