using AngleSharp.Dom;
using Bunit;
using Dashboard.Analytics.Segments;
using Dashboard.Web.Components;

namespace Dashboard.Web.Tests.Components;

/// <summary>The small shared components, each by example.</summary>
public sealed class ComponentTests : ScreenContext
{
    [Theory]
    [InlineData(0.124, Better.Up, "good", "▲ 12.4% up (better)")]
    [InlineData(-0.05, Better.Up, "bad", "▼ 5.0% down (worse)")]
    [InlineData(0.08, Better.Down, "bad", "▲ 8.0% up (worse)")]
    [InlineData(-0.08, Better.Down, "good", "▼ 8.0% down (better)")]
    [InlineData(0.08, Better.Neither, "", "▲ 8.0% up")]
    [InlineData(0.0004, Better.Up, "", "■ 0.0% no change")]
    public void Delta_AChange_HasArrowWordAndColour(double change, Better better, string tone, string text)
    {
        var delta = Render<Delta>(p => p.Add(d => d.Change, change).Add(d => d.Better, better)).WaitForElement(".delta");

        Assert.Equal(("delta " + tone).Trim(), delta.ClassName!.Trim());
        Assert.Equal(text, Words(delta));
    }

    [Fact]
    public void Delta_NothingToCompareWith_SaysSo() =>
        Assert.Equal("n/a on the year before", Words(Render<Delta>(p => p.Add(d => d.Change, null).Add(d => d.ComparedWith, "on the year before")).WaitForElement(".delta")));

    [Fact]
    public void KpiCard_Everything_IsShownAndTheLabelOpensIt()
    {
        var card = Render<KpiCard>(p => p.Add(c => c.Label, "Revenue").Add(c => c.Value, "£9.75M").Add(c => c.Href, "/trends").Add(c => c.Change, 0.12)
            .Add(c => c.ComparedWith, "on the year before").Add(c => c.Sentence, "Germany leads.").Add(c => c.Trend, [1, 2, 3]).Add(c => c.Explanation, "Net of returns.").Add(c => c.Facts, [new("Rows", "12")]));

        card.WaitForAssertion(() => Assert.Equal("/trends", card.Find(".kpi-label a").GetAttribute("href")));
        card.WaitForAssertion(() => Assert.Equal("£9.75M", card.Find(".kpi-value").TextContent));
        card.WaitForAssertion(() => Assert.Equal("Revenue over the range, from 1 to 3", card.Find(".sparkline").GetAttribute("aria-label")));
        card.WaitForAssertion(() => Assert.Equal("What is Revenue?", card.Find(".term").GetAttribute("aria-label")));
        card.WaitForAssertion(() => Assert.Equal("Germany leads.", card.Find(".kpi-sentence").TextContent));
        Assert.Empty(card.FindAll(".fact-tag"));
    }

    [Fact]
    public void KpiCard_Predicted_LooksDifferentAndShowsItsInterval()
    {
        var card = Render<KpiCard>(p => p.Add(c => c.Label, "Orders").Add(c => c.Value, "3,400").Add(c => c.Kind, FactKind.Predicted).Add(c => c.Interval, "2,900 – 3,950"));

        card.WaitForAssertion(() => Assert.Equal("Predicted", card.Find(".fact-tag.predicted").TextContent));
        card.WaitForAssertion(() => Assert.Contains("fact-predicted", card.Find("article").ClassName, StringComparison.Ordinal));
        card.WaitForAssertion(() => Assert.Equal("2,900 – 3,950", card.Find(".kpi-interval").TextContent));
        Assert.Empty(card.FindAll(".delta"));
    }

    [Fact]
    public void IntervalText_AnEstimate_ComesWithItsRangeAndSample() =>
        Assert.Equal("6.1% (4.9% – 7.2%, 95% interval, 21,307 customers)", Words(Render<IntervalText>(p => p.Add(i => i.Value, "6.1%").Add(i => i.Low, "4.9%").Add(i => i.High, "7.2%").Add(i => i.Sample, 21307)).WaitForElement(".interval")));

    [Fact]
    public void StatePanel_Loading_IsASkeletonWithAName()
    {
        var panel = Render<StatePanel>(p => p.Add(s => s.Kind, StateKind.Loading).Add(s => s.Title, "Loading segments"));

        panel.WaitForAssertion(() => Assert.Equal("Loading segments", panel.Find("[role=status] .unseen").TextContent));
        panel.WaitForElement(".skeleton");
    }

    [Fact]
    public void StatePanel_LongWork_SaysHowFarAndCancels()
    {
        var cancelled = false;
        var panel = Render<StatePanel>(p => p.Add(s => s.Kind, StateKind.Loading).Add(s => s.Title, "Importing").Add(s => s.Progress, 0.42).Add(s => s.OnCancel, () => cancelled = true));

        panel.WaitForAssertion(() => Assert.Equal("42", panel.Find("progress").GetAttribute("value")));
        panel.Act("button", e => e.Click());
        Assert.True(cancelled);
    }

    [Fact]
    public void StatePanel_Problem_IsAnAlertWithSomethingToDo()
    {
        var panel = Render<StatePanel>(p => p.Add(s => s.Kind, StateKind.Problem).Add(s => s.Title, "The file could not be read").Add(s => s.Message, "It is not a table.").AddChildContent("<a href='/data'>Choose another</a>"));

        panel.WaitForAssertion(() => Assert.Equal("The file could not be read", panel.Find("[role=alert] h2").TextContent));
        panel.WaitForAssertion(() => Assert.Equal("Choose another", panel.Find(".actions a").TextContent));
    }

    [Fact]
    public void StatePanel_NotEnoughData_NamesTheRungAndWhatUnlocksTheNext()
    {
        var panel = Render<StatePanel>(p => p.Add(s => s.Kind, StateKind.NotEnoughData).Add(s => s.Title, "No model yet").Add(s => s.Rung, "Rung 1 of 3").Add(s => s.Unlocks, "180 days of orders; there are 90."));

        panel.WaitForAssertion(() => Assert.Equal("Rung 1 of 3", panel.Find(".rung").TextContent));
        panel.WaitForAssertion(() => Assert.Contains("To go on: 180 days of orders; there are 90.", Words(panel.Find(".state")), StringComparison.Ordinal));
    }

    [Fact]
    public void Receipt_Facts_AreBehindAButtonThatNamesThem()
    {
        var receipt = Render<Receipt>(p => p.Add(r => r.Of, "Revenue").Add(r => r.Facts, [new("Rows used", "541,909"), new("Data version", "12")]));

        receipt.WaitForAssertion(() => Assert.Equal("Receipt of Revenue", receipt.Find("button").GetAttribute("aria-label")));
        receipt.WaitForAssertion(() => Assert.Equal(receipt.Find("[popover]").Id, receipt.Find("button").GetAttribute("popovertarget")));
        Assert.Equal(["Rows used", "Data version"], receipt.FindAll("dt").Select(e => e.TextContent));
    }

    [Fact]
    public void ExportMenu_OnlyWhatThereIs_IsOffered() =>
        Assert.Equal(["Excel workbook (.xlsx)"], Render<ExportMenu>(p => p.Add(e => e.Of, "Members").Add(e => e.XlsxUrl, "/export/a.xlsx")).FindAll(".menu-item").Select(e => e.TextContent));

    [Fact]
    public void SegmentBadge_AGroup_HasItsColourAndName()
    {
        var badge = Render<SegmentBadge>(p => p.Add(b => b.Group, RfmGroup.NeedsAttention).Add(b => b.Href, "/segments/needs-attention"));

        badge.WaitForAssertion(() => Assert.Equal("--swatch: var(--rfm-needs-attention)", badge.Find(".swatch").GetAttribute("style")));
        badge.WaitForAssertion(() => Assert.Equal("Needs attention", badge.Find("a").TextContent));
    }

    [Theory]
    [InlineData(true, "Copied. Whoever opens it sees the same numbers.")]
    [InlineData(false, "The browser did not allow copying. Copy the address from the address bar.")]
    public void ShareLink_Clicked_CopiesTheAddressAndSaysSo(bool allowed, string said)
    {
        PageScript.Setup<bool>("copy", _ => true).SetResult(allowed);
        var link = Render<ShareLink>();

        link.Act("button", e => e.Click());

        Assert.Equal("http://localhost/", Assert.Single(PageScript.Invocations["copy"]).Arguments[0]);
        link.WaitForAssertion(() => Assert.Equal(said, link.Find("[role=status]").TextContent));
    }

    [Fact]
    public async Task ConfirmDialog_Confirmed_ClosesAndRaises()
    {
        var confirmed = false;
        var dialog = Render<ConfirmDialog>(p => p.Add(d => d.Title, "Undo this import?").Add(d => d.Action, "Undo import").Add(d => d.Dangerous, true).Add(d => d.OnConfirm, () => confirmed = true).AddChildContent("12 orders go away."));

        await dialog.InvokeAsync(dialog.Instance.OpenAsync);
        dialog.Act("button.danger", e => e.Click());

        Assert.Equal(["openDialog", "closeDialog"], PageScript.Invocations.Select(i => i.Identifier));
        Assert.True(confirmed);
    }

    [Fact]
    public void Note_BadNews_IsAnAlert() => Assert.Equal("alert", Render<Note>(p => p.Add(n => n.Title, "It failed").Add(n => n.Tone, NoteTone.Bad)).WaitForElement(".note.bad").GetAttribute("role"));

    [Fact]
    public void Icon_EveryName_HasADrawing() => Assert.All(Enum.GetValues<IconName>(), name => Assert.StartsWith("M", Icon.Path(name), StringComparison.Ordinal));

    [Fact]
    public void ConnectionStrip_EachState_SaysWhatHappened()
    {
        var strip = Render<Web.Layout.ConnectionStrip>();

        strip.WaitForAssertion(() => Assert.Contains("What you typed stays on this page", strip.Find(".when-show").TextContent, StringComparison.Ordinal));
        strip.WaitForAssertion(() => Assert.NotNull(strip.Find(".when-failed [data-reconnect]")));
        strip.WaitForAssertion(() => Assert.NotNull(strip.Find(".when-rejected [data-reload]")));
    }

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
