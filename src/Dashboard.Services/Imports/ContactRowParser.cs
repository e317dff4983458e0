using Dashboard.Services.Imports.Reading;
using F = Dashboard.Services.Imports.ImportField;

namespace Dashboard.Services.Imports;

/// <summary>
/// Reads who was contacted, or held out, in which campaign, and what came of it. When the campaign column holds the arms of one test, as in
/// "Mens E-Mail", "Womens E-Mail", "No E-Mail", a customer of the arm without contact is control for each of the other arms.
/// </summary>
internal sealed class ContactRowParser : CustomerPartParser
{
    private readonly Dictionary<string, CampaignRow[]> campaigns = [];
    private readonly string[] treated;
    private readonly CampaignRow[] all;
    private readonly bool hasGroup;
    private readonly bool hasControl;
    private readonly bool known;

    /// <param name="plan">The plan.</param>
    /// <param name="arms">All different values of the campaign column, in their order in the file.</param>
    public ContactRowParser(ImportPlan plan, IReadOnlyList<string> arms)
        : base(plan)
    {
        hasGroup = Has(F.Group);
        hasControl = Has(F.Control);
        known = Has(F.Campaign);
        treated = hasGroup || hasControl ? [] : [.. arms.Where(arm => !ValueText.IsControlArm(arm))];
        all = [.. treated.Select(arm => new CampaignRow { Key = arm, Name = arm, Channel = ChannelOf(arm) })];
    }

    protected override ImportRow? Parse()
    {
        if (!TryCustomer(out string? key) || !TryKey(F.Campaign, out string? campaign)) return null;
        if (key is null)
        {
            RejectMissing(F.Customer);
            return null;
        }

        if (!known) campaign = ImportPlan.Stem(Plan.File);
        if (campaign is null)
        {
            RejectMissing(F.Campaign);
            return null;
        }

        if (!TryHeldOut(out var heldOut) || !TryOutcome(campaign, key, heldOut, out var contact) || !TryCustomerPart(key, out var customer)) return null;
        var isArm = !hasGroup && !hasControl && ValueText.IsControlArm(campaign);
        if (!isArm) return new ImportRow { RowNumber = RowNumber, Customer = customer, Campaigns = CampaignOf(campaign), Contacts = [contact] };
        var contacts = new ContactRow[treated.Length];
        for (var i = 0; i < contacts.Length; i++) contacts[i] = contact with { CampaignKey = treated[i], IsControl = true };
        return new ImportRow { RowNumber = RowNumber, Customer = customer, Campaigns = all, Contacts = contacts };
    }

    private bool TryHeldOut(out bool heldOut)
    {
        heldOut = false;
        if (hasControl)
        {
            if (!TryBoolean(F.Control, out var control)) return false;
            if (control is null) return RejectMissing(F.Control);
            heldOut = control.Value;
            return true;
        }

        if (!hasGroup) return true;
        var word = Value(F.Group).Trim().ToString();
        if (word.Length == 0) return RejectMissing(F.Group);
        heldOut = ValueText.IsControlArm(word) || ValueText.Boolean(word) == false || word is "c" or "C";
        return true;
    }

    private bool TryOutcome(string campaign, string key, bool heldOut, out ContactRow contact)
    {
        contact = null!;
        if (!TryInstant(F.Date, false, out var at) || !TryBoolean(F.Delivered, out var delivered) || !TryBoolean(F.Opened, out var opened)) return false;
        if (!TryBoolean(F.Clicked, out var clicked) || !TryBoolean(F.Converted, out var converted) || !TryNumber(F.Revenue, out var revenue)) return false;
        contact = new ContactRow
        {
            CampaignKey = campaign,
            CustomerKey = key,
            AtSeconds = at,
            IsControl = heldOut,
            Delivered = delivered,
            Opened = opened,
            Clicked = clicked,
            Converted = converted,
            RevenueE4 = revenue,
        };
        return true;
    }

    private CampaignRow[] CampaignOf(string campaign)
    {
        var name = Text(F.CampaignName) ?? campaign;
        var channel = CampaignChannel.Of(Text(F.CampaignChannel)) ?? ChannelOf(name);
        if (campaigns.TryGetValue(campaign, out var known) && known[0].Name == name && known[0].Channel == channel) return known;
        if (campaigns.Count >= 10_000) campaigns.Clear();
        return campaigns[campaign] = [new CampaignRow { Key = campaign, Name = name, Channel = channel }];
    }

    // "Mens E-Mail" says its channel.
    private static string? ChannelOf(string arm)
    {
        if (arm.Contains("e-mail", StringComparison.OrdinalIgnoreCase) || arm.Contains("email", StringComparison.OrdinalIgnoreCase)) return "email";
        return arm.Split(' ', '-', '_').Any(word => word.Equals("sms", StringComparison.OrdinalIgnoreCase)) ? "sms" : null;
    }
}
