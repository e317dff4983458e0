using System.Globalization;
using System.Runtime.CompilerServices;
using Bunit;

namespace Dashboard.Web.Tests;

/// <summary>What holds for all tests of screens: numbers and dates are as a British reader sees them, wherever they run (those on other cultures set their own), and a busy machine gets the time it takes.</summary>
internal static class TestDefaults
{
    [ModuleInitializer]
    internal static void Install()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        BunitContext.DefaultWaitTimeout = TimeSpan.FromMinutes(2);
    }
}
