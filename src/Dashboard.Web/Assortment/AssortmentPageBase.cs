using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Assortment;

/// <summary>What the three pages of the assortment share: their query, their addresses and the customers behind their marks.</summary>
/// <typeparam name="TResult">The result.</typeparam>
public abstract class AssortmentPageBase<TResult> : AnalysisPage<TResult>
    where TResult : class
{
    /// <summary>What can be an item.</summary>
    protected static readonly KeyValuePair<string, string>[] Levels = [new("", "Categories"), new("product", "Products"), new("brand", "Brands")];

    /// <summary>Rules as texts, one a segment.</summary>
    [SupplyParameterFromQuery(Name = "rule")]
    public string[]? RuleTexts { get; set; }

    /// <summary>The state of the page.</summary>
    protected AssortmentQuery Query
    {
        get
        {
            var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
            return AssortmentQuery.Read(RuleTexts, name => query.TryGetValue(name, out var value) ? value.ToString() : null);
        }
    }

    /// <summary>Address of the page with another state.</summary>
    protected abstract string Address(AssortmentQuery query);

    /// <summary>Goes to another state of the page.</summary>
    protected void Go(AssortmentQuery query) => Navigation.NavigateTo(Address(query));

    /// <summary>The receipt as names and values.</summary>
    protected static IReadOnlyList<KeyValuePair<string, string>> FactsOf(Dashboard.Analytics.Snapshots.Receipt receipt) => ReceiptText.Facts(receipt);

    /// <summary>A file of what the page shows.</summary>
    protected string Export(string what, string extension) => Urls.Export($"assortment/{what}", extension, Scope, Query.Parameters());
}
