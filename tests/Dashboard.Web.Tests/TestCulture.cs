using System.Globalization;
using System.Runtime.CompilerServices;

namespace Dashboard.Web.Tests;

/// <summary>Tests read numbers and dates as a British reader sees them, wherever they run; those on other cultures set their own.</summary>
internal static class TestCulture
{
    [ModuleInitializer]
    internal static void Install()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
    }
}
