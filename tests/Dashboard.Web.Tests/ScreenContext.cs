using Bunit;
using Dashboard.Web.Access;

namespace Dashboard.Web.Tests;

/// <summary>A renderer with the two scripts of the site faked: charts.js and dashboard.js.</summary>
public abstract class ScreenContext : BunitContext
{
    protected ScreenContext()
    {
        Services.AddOperator();
        ChartScript = JSInterop.SetupModule("./charts.js");
        ChartScript.Mode = JSRuntimeMode.Loose;
        PageScript = JSInterop.SetupModule("./dashboard.js");
        PageScript.Mode = JSRuntimeMode.Loose;
    }

    protected BunitJSModuleInterop ChartScript { get; }

    protected BunitJSModuleInterop PageScript { get; }
}
