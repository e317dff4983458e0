using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Comparisons;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Overlaps;

/// <summary>Where sets of customers overlap: choose the sets, see every combination, open one.</summary>
public sealed partial class OverlapPage
{
    private static readonly KeyValuePair<string, string>[] Modes = [new("", "Exactly these sets"), new("inclusive", "All of these sets")];

    /// <summary>Texts of the sets' rules; none for the usual ones.</summary>
    [SupplyParameterFromQuery(Name = "s")]
    public string[]? Sets { get; set; }

    /// <summary>What a bar counts.</summary>
    [SupplyParameterFromQuery(Name = "mode")]
    public string? ModeName { get; set; }

    /// <summary>Name of the saved clustering whose clusters are the rows.</summary>
    [SupplyParameterFromQuery(Name = "c1")]
    public string? FirstModel { get; set; }

    /// <summary>Name of the saved clustering whose clusters are the columns.</summary>
    [SupplyParameterFromQuery(Name = "c2")]
    public string? SecondModel { get; set; }

    private NamedSets? Named { get; set; }

    private OverlapMode Mode => OverlapQuery.Mode(ModeName);

    private IReadOnlyList<string> Channels => Result?.Channels ?? [];

    private IReadOnlyList<SetName> Names => OverlapText.Names(Result!);

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    // The address names the sets, as it has them; where it names none, the result says which are the usual ones.
    private IReadOnlyList<string> Chosen => OverlapQuery.Texts(Sets) is { Count: > 0 } texts ? [.. texts.Select(Canonical)] : [.. (Result?.Sets ?? []).Select(s => RuleText.Format(s.Rule))];

    private bool OnlyGroups => Result!.Sets.All(s => s.Rule is FieldRule { Field: "rfm.group" });

    private IReadOnlyList<string> Overlapping => [.. UsualSets.Of(Channels).Take(3).Select(s => s.Rule), .. Chosen.Take(1)];

    /// <inheritdoc/>
    protected override IAnalysis<OverlapResult> Request() => OverlapQuery.Request(Scope, Sets, ModeName);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        Named = await Analyses.RunAsync(new NamedSetsRequest(), CancellationToken.None);
    }

    private static string Canonical(string text) => RuleText.TryParse(text, out var rule, out _) ? RuleText.Format(rule!) : text;

    private string Address(IReadOnlyList<string> sets, OverlapMode mode) => OverlapQuery.Address(Scope, sets, mode);

    private string Export(string? part, string extension) =>
        Urls.Export(part is null ? "overlap" : $"overlap/{part}", extension, Scope, OverlapQuery.Parameters(OverlapQuery.Texts(Sets), Mode));

    private void ChooseModels((string? First, string? Second) models) => Navigation.NavigateTo(Urls.SegmentOverlap(
        Scope, [.. OverlapQuery.Parameters(OverlapQuery.Texts(Sets), Mode), new("c1", models.First), new("c2", models.Second)]));

    private void Go(IReadOnlyList<string> sets) => Navigation.NavigateTo(Address(sets, Mode));

    private void Open(ChartMark mark) => Navigation.NavigateTo(OverlapQuery.List(Scope, mark.Series == 0 ? Result!.RuleOf(Result.Intersections[mark.Point].Pattern) : Result!.Sets[mark.Point].Rule));

    private void OpenPair(ChartMark mark) => Navigation.NavigateTo(OverlapQuery.List(Scope, OverlapCharts.Both(Result!, mark.Series, mark.Point)));
}
