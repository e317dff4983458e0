using System.Text.RegularExpressions;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Tests;
using Dashboard.Web.Charts;

namespace Dashboard.Web.Tests.Charts;

/// <summary>Colours are read from tokens.css, so that what is tested is what is seen.</summary>
public sealed partial class ChartColorsTests
{
    [Fact]
    public void Rfm_EveryGroup_HasItsOwnColorAndReadableInk()
    {
        var tokens = Tokens();

        var colors = RfmGroups.All.Select(g => tokens[ChartColors.Rfm(g)].Light).ToList();

        Assert.Equal(11, colors.Distinct(StringComparer.Ordinal).Count());
        Assert.All(RfmGroups.All, g => AssertContrast(tokens, $"{ChartColors.Rfm(g)}-ink", ChartColors.Rfm(g), 4.5));
        Assert.All(RfmGroups.All, g => AssertContrast(tokens, ChartColors.Rfm(g), "surface", 3));
    }

    [Fact]
    public void Series_AllEight_StandOutAndCarryReadableInk() => Assert.All(Enumerable.Range(0, 8).Select(ChartColors.Series).Append(ChartColors.Muted), token =>
    {
        AssertContrast(Tokens(), token, "surface", token == ChartColors.Muted ? 2.8 : 3);
        AssertContrast(Tokens(), $"{token}-ink", token, 4.5);
    });

    [Theory]
    [InlineData("ink")]
    [InlineData("ink-2")]
    [InlineData("ink-3")]
    [InlineData("accent")]
    [InlineData("good")]
    [InlineData("bad")]
    [InlineData("warn")]
    public void Text_OnEverySurface_MeetsAa(string token) =>
        Assert.All(new[] { "surface", "canvas", "surface-raised", "surface-sunken", "surface-hover" }, surface => AssertContrast(Tokens(), token, surface, 4.5));

    [Theory]
    [InlineData("on-accent", "accent-fill", 4.5)]
    [InlineData("on-accent", "accent-fill-hover", 4.5)]
    [InlineData("accent", "accent-soft", 4.5)]
    [InlineData("ink", "accent-soft", 4.5)]
    [InlineData("ink-2", "accent-soft", 4.5)]
    [InlineData("good", "good-soft", 4.5)]
    [InlineData("bad", "bad-soft", 4.5)]
    [InlineData("warn", "warn-soft", 4.5)]
    [InlineData("line-control", "surface", 3)]
    [InlineData("focus", "surface", 3)]
    public void Pairs_InBothThemes_MeetAa(string token, string on, double least) => AssertContrast(Tokens(), token, on, least);

    [Fact]
    public void Scales_EveryStep_HasReadableInk()
    {
        var tokens = Tokens();
        var steps = tokens.Keys.Where(k => (k.StartsWith("seq-", StringComparison.Ordinal) || k.StartsWith("div-", StringComparison.Ordinal)) && !k.EndsWith("-ink", StringComparison.Ordinal)).ToList();

        Assert.Equal(8 + 9, steps.Count);
        Assert.All(steps, step => AssertContrast(tokens, $"{step}-ink", step, 4.5));
    }

    private static void AssertContrast(Dictionary<string, (string Light, string Dark)> tokens, string front, string back, double least)
    {
        var light = Contrast(tokens[front].Light, tokens[back].Light);
        var dark = Contrast(tokens[front].Dark, tokens[back].Dark);
        Assert.True(light >= least, $"--{front} on --{back} has {light:0.00}:1 in the light theme; it needs {least}:1.");
        Assert.True(dark >= least, $"--{front} on --{back} has {dark:0.00}:1 in the dark theme; it needs {least}:1.");
    }

    private static Dictionary<string, (string Light, string Dark)> Tokens()
    {
        var css = File.ReadAllText(Path.Combine(Repository.Root, "wwwroot-assets", "src", "tokens.css"));
        return Token().Matches(css).ToDictionary(
            m => m.Groups["name"].Value,
            m => (m.Groups["light"].Value, m.Groups["dark"].Success ? m.Groups["dark"].Value : m.Groups["light"].Value),
            StringComparer.Ordinal);
    }

    // WCAG 2.2, definitions of contrast ratio and relative luminance.
    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string color)
    {
        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));

        double Channel(int at)
        {
            var value = Convert.ToInt32(color.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }

    [GeneratedRegex(@"--(?<name>[a-z0-9-]+): (?:light-dark\((?<light>#[0-9a-f]{6}), (?<dark>#[0-9a-f]{6})\)|(?<light>#[0-9a-f]{6}));", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
