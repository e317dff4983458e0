using Dashboard.Services.Tests;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Web.Tests;

public sealed class AppSettingsSampleTests
{
    [Fact]
    public void Sample_Loaded_NamesEverySettingWithItsDefault()
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.sample.json")).Build();

        Assert.Equal(["Database", "LogFormat", "RunRetention", "TrainModels", "TrustedProxies", "UploadLimitMegabytes", "Urls"], settings.GetChildren().Select(c => c.Key));
        Assert.Equal(DashboardHost.DefaultUrl, settings["Urls"]);
        Assert.EndsWith(".db", settings["Database"], StringComparison.Ordinal);
        Assert.Equal(1024, settings.GetValue<int>("UploadLimitMegabytes"));
    }
}
