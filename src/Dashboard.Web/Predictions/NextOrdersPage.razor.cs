using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Predictions;

/// <summary>When customers may order next, what silence means in this shop, and silent customers by money at risk.</summary>
public sealed partial class NextOrdersPage
{
    /// <summary>Days of silence after which a customer is at risk, to try.</summary>
    [SupplyParameterFromQuery(Name = "risk")]
    public string? RiskText { get; set; }

    /// <summary>Days after which a customer has lapsed, to try.</summary>
    [SupplyParameterFromQuery(Name = "lapsed")]
    public string? LapsedText { get; set; }

    private bool IsTried => !string.IsNullOrEmpty(RiskText) || !string.IsNullOrEmpty(LapsedText);

    private bool HasCustomers => Result is { Customers: > 0 };

    private string Currency => Result!.Receipt.Currency;

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<NextOrdersResult> Request() => new NextOrdersRequest(Scope, NextOrderQuery.Parse(RiskText, LapsedText));

    private void Try(ChurnDefinition definition) => Navigation.NavigateTo(Urls.NextOrders(Scope, NextOrderQuery.Parameters(definition)));

    private Task SavedAsync()
    {
        // The shop's own definition is what the address without one means; the newer data version brings its numbers.
        Navigation.NavigateTo(Urls.NextOrders(Scope));
        return Task.CompletedTask;
    }

    private string Export(string extension, string? part = null) => Urls.Export(
        part is null ? "next-orders" : $"next-orders/{part}",
        extension,
        Scope,
        IsTried ? NextOrderQuery.Parameters(Result!.Definition) : []);
}

/// <summary>The definition of churn in an address.</summary>
public static class NextOrderQuery
{
    /// <summary>The definition that is tried; null when there is none.</summary>
    /// <param name="risk">Days, or nothing.</param>
    /// <param name="lapsed">Days, or nothing.</param>
    /// <exception cref="ArgumentException">What is there is no number of days; the message is shown.</exception>
    public static ChurnDefinition? Parse(string? risk, string? lapsed) =>
        string.IsNullOrEmpty(risk) && string.IsNullOrEmpty(lapsed) ? null : new ChurnDefinition { AtRiskAfterDays = Days(risk), LapsedAfterDays = Days(lapsed) }.Checked();

    /// <summary>The parameters of a definition.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Parameters(ChurnDefinition definition) =>
        [new("risk", definition.AtRiskAfterDays?.ToString(CultureInfo.InvariantCulture)), new("lapsed", definition.LapsedAfterDays?.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Days that a person wrote; null for nothing.</summary>
    /// <exception cref="ArgumentException">It is no whole number.</exception>
    public static int? Days(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? days
            : throw new ArgumentException($"'{(text.Length > 20 ? text[..20] + "…" : text)}' is not a number of days. Give whole days such as 90, or leave it empty to follow the data.");
}
