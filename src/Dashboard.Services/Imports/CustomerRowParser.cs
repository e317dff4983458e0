using F = Dashboard.Services.Imports.ImportField;

namespace Dashboard.Services.Imports;

/// <summary>Reads customers, and with them their answers to the campaigns that have a column each (AcceptedCmp1 …).</summary>
internal sealed class CustomerRowParser : CustomerPartParser
{
    private readonly List<(int Column, string Campaign)> responses;
    private readonly CampaignRow[] campaigns;

    public CustomerRowParser(ImportPlan plan)
        : base(plan)
    {
        responses = [.. Repeated.Where(column => column.Field == F.Response).Select(column => (column.Column, column.Name)).OrderBy(response => response.Name, StringComparer.Ordinal)];
        campaigns = [.. responses.Select(response => new CampaignRow { Key = response.Campaign, Name = response.Campaign })];
    }

    protected override ImportRow? Parse()
    {
        if (!TryCustomer(out string? key)) return null;
        if (key is null)
        {
            RejectMissing(F.Customer);
            return null;
        }

        if (!TryCustomerPart(key, out var customer)) return null;
        var contacts = new List<ContactRow>(responses.Count);
        foreach (var (column, campaign) in responses)
        {
            if (!TryBooleanAt(column, out var answer)) return null;
            if (answer is not null) contacts.Add(new ContactRow { CampaignKey = campaign, CustomerKey = key, Converted = answer });
        }

        return new ImportRow { RowNumber = RowNumber, Customer = customer, Campaigns = campaigns, Contacts = contacts };
    }
}
