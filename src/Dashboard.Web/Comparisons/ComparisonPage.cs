using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Comparisons;

/// <summary>What the profile of a set and the comparison of two have in common: both show one <see cref="ComparisonResult"/>.</summary>
public abstract class ComparisonPage : AnalysisPage<ComparisonResult>
{
    /// <summary>"all" to show every fact rather than those that differ most.</summary>
    [SupplyParameterFromQuery(Name = "facts")]
    public string? FactsName { get; set; }

    /// <summary>Text of the first rule.</summary>
    protected abstract string RuleA { get; }

    /// <summary>Text of the second rule, or null for everybody else.</summary>
    protected abstract string? RuleB { get; }

    /// <summary>The sets that have a name, for the menus.</summary>
    protected NamedSets? Sets { get; private set; }

    /// <summary>Name and colour of the first set.</summary>
    protected SetName A => SetName.Of(Result!).A;

    /// <summary>Name and colour of the second set.</summary>
    protected SetName B => SetName.Of(Result!).B;

    /// <summary>The lines of the receipt.</summary>
    protected IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <summary>Whether every fact is shown.</summary>
    protected bool ShowsAll => FactsName == "all";

    /// <inheritdoc/>
    protected override IAnalysis<ComparisonResult> Request() => ComparisonQuery.Request(Scope, RuleA, RuleB);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        Sets = await Analyses.RunAsync(new NamedSetsRequest(), CancellationToken.None);
    }

    /// <summary>Address of a file with a part of the result, or with all of it.</summary>
    protected string Export(string? part, string extension) =>
        Urls.Export(part is null ? "comparison" : $"comparison/{part}", extension, Scope, new("a", RuleA), new KeyValuePair<string, string?>("b", RuleB));
}
