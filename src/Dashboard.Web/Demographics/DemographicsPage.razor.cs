using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Customers;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Demographics;

/// <summary>Who the customers are, by one dimension and by any two.</summary>
public sealed partial class DemographicsPage
{
    private static readonly KeyValuePair<string, string>[] Populations = [new("", "Everyone"), new("active", "Active in the range")];
    private static readonly KeyValuePair<string, string>[] Measures = [new("", "Customers"), new("revenue", "Revenue")];
    private static readonly KeyValuePair<string, string>[] CellMeasures = [new("", "Index"), new("customers", "Customers"), new("revenue", "Revenue")];
    private static readonly Dimension[] Lists = [Dimension.Region, Dimension.City, Dimension.Language, Dimension.Acquisition, Dimension.Gender, Dimension.Segment];

    /// <summary>"active" for those with an order in the range.</summary>
    [SupplyParameterFromQuery(Name = "who")]
    public string? Who { get; set; }

    /// <summary>Age bands tried: "18,30,50".</summary>
    [SupplyParameterFromQuery(Name = "bands")]
    public string? BandsText { get; set; }

    /// <summary>Rows of the cross table.</summary>
    [SupplyParameterFromQuery(Name = "rows")]
    public string? RowsName { get; set; }

    /// <summary>Columns of the cross table.</summary>
    [SupplyParameterFromQuery(Name = "columns")]
    public string? ColumnsName { get; set; }

    /// <summary>What its cells show: nothing for the index, "customers" or "revenue".</summary>
    [SupplyParameterFromQuery(Name = "cells")]
    public string? Cells { get; set; }

    /// <summary>What the map is shaded by: nothing for customers, or "revenue".</summary>
    [SupplyParameterFromQuery(Name = "map")]
    public string? Measure { get; set; }

    private Population Population => Who == "active" ? Population.ActiveResidents : Population.Everyone;

    private AgeBands? Bands => CustomerQuery.ParseBands(BandsText);

    private bool ByRevenue => Measure == "revenue";

    private Dimension RowDimension => DemographicsQuery.Crossed(RowsName, ColumnsName).Rows;

    private Dimension ColumnDimension => DemographicsQuery.Crossed(RowsName, ColumnsName).Columns;

    private CellMeasure CrossMeasure => Cells switch { "customers" => CellMeasure.Customers, "revenue" => CellMeasure.Revenue, _ => CellMeasure.Index };

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<DemographicsResult> Request() => new DemographicsRequest(Scope, RowDimension, ColumnDimension, Population, Bands);

    private KeyValuePair<string, string?>[] Parameters() => [new("who", Who), new("bands", BandsText), new("rows", RowsName), new("columns", ColumnsName), new("cells", Cells), new("map", Measure)];

    private string Export(string? part, string extension) => Urls.Export(part is null ? "demographics" : $"demographics/{part}", extension, Scope, Parameters());

    private void Go(string? who = null, string? bands = null, string? rows = null, string? columns = null, string? cells = null, string? measure = null) => Navigation.NavigateTo(Urls.Demographics(
        Scope,
        new KeyValuePair<string, string?>("who", who ?? Who),
        new("bands", bands ?? BandsText),
        new("rows", rows ?? RowsName),
        new("columns", columns ?? ColumnsName),
        new("cells", cells ?? Cells),
        new("map", measure ?? Measure)));

    private void Open(string? address)
    {
        if (address is not null)
            Navigation.NavigateTo(address);
    }
}
