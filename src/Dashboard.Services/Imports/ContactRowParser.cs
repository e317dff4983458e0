using F = Dashboard.Services.Imports.ImportField;

namespace Dashboard.Services.Imports;

/// <summary>
/// Reads who was contacted, or held out, in which campaign, and what came of it. When the campaign column holds the arms of one test, as in
/// "Mens E-Mail", "Womens E-Mail", "No E-Mail", a customer of the arm without contact is control for each of the other arms.
/// </summary>
internal sealed class ContactRowParser : CustomerPartParser
{
    private readonly Dictionary<string, CampaignRow[]> _campaigns = [];
    private readonly string[] _treated;
    private readonly CampaignRow[] _all;
    private readonly bool _hasGroup;
    private readonly bool _hasControl;
    private readonly bool _known;

    /// <param name="plan">The plan.</param>
    /// <param name="counts">Counts to add to.</param>
    /// <param name="arms">All different values of the campaign column, in their order in the file.</param>
    public ContactRowParser(ImportPlan plan, ImportCounts counts, IReadOnlyList<string> arms)
        : base(plan, counts)
    {
        _hasGroup = Has(F.Group);
        _hasControl = Has(F.Control);
        _known = Has(F.Campaign);
        _treated = _hasGroup || _hasControl ? [] : [.. arms.Where(arm => !ValueText.IsControlArm(arm))];
        _all = [.. _treated.Select(arm => new CampaignRow { Key = arm, Name = arm, Channel = ChannelOf(arm) })];
    }

    protected override ImportRow? Parse()
    {
        if (!TryCustomer(out var key) || !TryKey(F.Campaign, out var campaign)) return null;
        if (key is null)
        {
            RejectMissing(F.Customer);
            return null;
        }

        if (!_known) campaign = ImportPlan.Stem(Plan.File);
        if (campaign is null)
        {
            RejectMissing(F.Campaign);
            return null;
        }

        if (!TryHeldOut(out var heldOut) || !TryOutcome(campaign, key, heldOut, out var contact) || !TryCustomerPart(key, out var customer)) return null;
        var isArm = !_hasGroup && !_hasControl && ValueText.IsControlArm(campaign);
        if (!isArm) return new ImportRow { RowNumber = RowNumber, Customer = customer, Campaigns = CampaignOf(campaign), Contacts = [contact] };
        var contacts = new ContactRow[_treated.Length];
        for (var i = 0; i < contacts.Length; i++) contacts[i] = contact with { CampaignKey = _treated[i], IsControl = true };
        return new ImportRow { RowNumber = RowNumber, Customer = customer, Campaigns = _all, Contacts = contacts };
    }

    private bool TryHeldOut(out bool heldOut)
    {
        heldOut = false;
        if (_hasControl)
        {
            if (!TryBoolean(F.Control, out var control)) return false;
            if (control is null) return RejectMissing(F.Control);
            heldOut = control.Value;
            return true;
        }

        if (!_hasGroup) return true;
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
        if (_campaigns.TryGetValue(campaign, out var known) && known[0].Name == name && known[0].Channel == channel) return known;
        if (_campaigns.Count >= 10_000) _campaigns.Clear();
        return _campaigns[campaign] = [new CampaignRow { Key = campaign, Name = name, Channel = channel }];
    }

    // "Mens E-Mail" says its channel.
    private static string? ChannelOf(string arm)
    {
        if (arm.Contains("e-mail", StringComparison.OrdinalIgnoreCase) || arm.Contains("email", StringComparison.OrdinalIgnoreCase)) return "email";
        return arm.Split(' ', '-', '_').Any(word => word.Equals("sms", StringComparison.OrdinalIgnoreCase)) ? "sms" : null;
    }
}
