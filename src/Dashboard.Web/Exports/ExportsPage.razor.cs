using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Exports;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Customers;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Exports;

/// <summary>The export studio: whom, what for, which columns; recipes to do it again; what was exported before.</summary>
public sealed partial class ExportsPage
{
    private const int MostFiles = 50;

    private IReadOnlyList<ExportRecipe> recipes = [];
    private IReadOnlyList<ExportRecipe> deleted = [];
    private IReadOnlyList<ExportedFile> files = [];
    private IReadOnlyList<IReadOnlyList<string>> preview = [];
    private int fileCount;
    private string? name;
    private string? problem;
    private string? said;
    private bool canReplace;

    /// <summary>Text of the rule.</summary>
    [SupplyParameterFromQuery(Name = "rule")]
    public string? RuleParameter { get; set; }

    /// <summary>The channel that the file is for.</summary>
    [SupplyParameterFromQuery(Name = "for")]
    public string? ChannelParameter { get; set; }

    /// <summary>Names of columns.</summary>
    [SupplyParameterFromQuery(Name = "columns")]
    public string? ColumnsParameter { get; set; }

    /// <summary>Name of the recipe that is open.</summary>
    [SupplyParameterFromQuery(Name = "name")]
    public string? NameParameter { get; set; }

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private ExportRecipeService Recipes { get; set; } = null!;

    [Inject]
    private ExportHistoryService History { get; set; } = null!;

    private NamedSets? Sets { get; set; }

    private AudienceQuery Query => AudienceQuery.Parse(RuleParameter, ChannelParameter, ColumnsParameter, NameParameter);

    private IReadOnlyList<KeyValuePair<string, string>> Columns => CustomerSheets.Columns([.. Result!.Channels.Select(c => c.Channel)], Result.AttributeNames, Result.Models);

    private IReadOnlyList<string> Chosen => Query.Chosen();

    /// <inheritdoc/>
    protected override IAnalysis<AudienceResult> Request() => Query.Request(Scope);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        (name, problem, said, canReplace) = (NameParameter, null, null, false);
        await base.OnParametersSetAsync();
        Sets = await Analyses.RunAsync(new NamedSetsRequest(), CancellationToken.None);
        await ListAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnResultAsync(AudienceResult result)
    {
        // As the file would be; a column that is gone with its attribute is left out of the preview and refused by the file.
        var known = CustomerSheets.Columns([.. result.Channels.Select(c => c.Channel)], result.AttributeNames, result.Models).Select(c => c.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var rows = new CustomerExport(result.Preview, result.Preview.Count, [.. result.Channels.Select(c => c.Channel)], result.AttributeNames, result.Receipt)
        {
            Predicted = result.Predicted,
        };
        preview = SheetPreview.Rows(CustomerSheets.List(rows, [.. Chosen.Where(known.Contains)]), AudienceRequest.PreviewRows, result.Receipt.Currency);
        await base.OnResultAsync(result);
    }

    private string Title(string column) => Columns.FirstOrDefault(c => c.Key == column).Value ?? column;

    private string File(string extension) => Urls.Export("audience", extension, Scope, (Query with { Columns = Chosen }).Parameters());

    private void Go(AudienceQuery query) => Navigation.NavigateTo(query.Address(Scope));

    private void Toggle(string column) => Go(Query with { Columns = Chosen.Contains(column) ? [.. Chosen.Where(c => c != column)] : [.. Chosen, column] });

    private async Task ListAsync()
    {
        recipes = await Recipes.ListAsync(CancellationToken.None);
        deleted = await Recipes.ListDeletedAsync(CancellationToken.None);
        (files, fileCount) = await History.ListAsync(MostFiles, CancellationToken.None);
    }

    private async Task SaveAsync(bool replace)
    {
        try
        {
            var saved = await Acts.DoAsync(Permission.Edit, new AuditEntry("recipe.save", name?.Trim() ?? ""), () => Recipes.SaveAsync(name ?? "", Query.Rule, (Query with { Name = name?.Trim() }).Text(Scope), replace, CancellationToken.None));
            (problem, said, canReplace) = (null, $"Saved as {saved.Name}.", false);
        }
        catch (ArgumentException e)
        {
            (problem, canReplace) = (e.Message, recipes.Any(r => string.Equals(r.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase)));
        }

        await ListAsync();
    }

    private async Task DeleteAsync(ExportRecipe recipe)
    {
        await Acts.DoAsync(Permission.Edit, new AuditEntry("recipe.delete", recipe.Name), () => Recipes.DeleteAsync(recipe.Id, CancellationToken.None));
        await ListAsync();
    }

    private async Task RestoreAsync(ExportRecipe recipe)
    {
        try
        {
            await Acts.DoAsync(Permission.Edit, new AuditEntry("recipe.restore", recipe.Name), () => Recipes.RestoreAsync(recipe.Id, CancellationToken.None));
            problem = null;
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
        }

        await ListAsync();
    }
}
