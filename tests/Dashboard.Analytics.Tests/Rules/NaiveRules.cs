using System.Globalization;
using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Assortment;

namespace Dashboard.Analytics.Tests.Rules;

/// <summary>Asks rules of one customer at a time, row by row, as one would by hand: what the kernels must equal.</summary>
internal sealed class NaiveRules(Snapshot shop, int asOfDay)
{
    private readonly RfmScores rfm = RfmScores.Of(shop, asOfDay);

    public int[] Members(Rule rule) => [.. Enumerable.Range(0, shop.Customers.Count).Where(c => IsKnown(c) && Holds(rule, c))];

    public bool Holds(Rule rule, int customer) => rule switch
    {
        Everyone => true,
        AllOf all => all.Parts.All(p => Holds(p, customer)),
        AnyOf any => any.Parts.Any(p => Holds(p, customer)),
        Not not => !Holds(not.Part, customer),
        SegmentRule segment => Holds(shop.Segments.Segment(segment.Name)!.Rule, customer),
        ListRule list => shop.Segments.List(list.Name)!.Keys.Contains(shop.Customers.Keys.Text(customer), StringComparer.Ordinal),
        CampaignRule campaign => Contacts(customer).Any(c => (shop.Campaigns.Keys[shop.Contacts.Campaign[c]] == campaign.Campaign || string.Equals(shop.Campaigns.Names[shop.Contacts.Campaign[c]], campaign.Campaign, StringComparison.OrdinalIgnoreCase)) && Happened(c, campaign.Step) && ContactDay(c) <= asOfDay),
        ResponsesRule responses => Meets((decimal)Contacts(customer).Count(c => Counts(c, responses.Responses)), responses.Test),
        ActivityRule activity => Meets(Activity(activity.Activity, customer), activity.Activity.Measure == ActivityMeasure.Bought ? new CompareTest(RuleOperator.More, new NumberValue(0)) : activity.Test),
        FieldRule field => Meets(Field(field, customer), field.Test),
        _ => throw new InvalidOperationException(),
    };

    private static bool Meets(object? value, RuleTest test) => test switch
    {
        KnownTest known => known.IsKnown == value is not null,
        FlagTest => value is true,
        _ when value is null => false,
        CompareTest { By: RuleOperator.Equal } c => Equal(value, c.Value),
        CompareTest { By: RuleOperator.NotEqual } c => !Equal(value, c.Value),
        CompareTest { By: RuleOperator.Contains, Value: TextValue v } => ((string)value).Contains(v.Text, StringComparison.OrdinalIgnoreCase),
        CompareTest { By: RuleOperator.StartsWith, Value: TextValue v } => ((string)value).StartsWith(v.Text, StringComparison.OrdinalIgnoreCase),
        CompareTest { By: RuleOperator.Less } c => Order(value, c.Value) < 0,
        CompareTest { By: RuleOperator.AtMost } c => Order(value, c.Value) <= 0,
        CompareTest { By: RuleOperator.More } c => Order(value, c.Value) > 0,
        CompareTest { By: RuleOperator.AtLeast } c => Order(value, c.Value) >= 0,
        InTest among => among.Values.Any(v => Equal(value, v)) != among.IsNegated,
        BetweenTest between => Order(value, between.Least) >= 0 && Order(value, between.Most) <= 0,
        _ => throw new InvalidOperationException(),
    };

    private static bool Equal(object value, RuleValue to) => to is TextValue text ? value is string s && string.Equals(s, text.Text, StringComparison.OrdinalIgnoreCase) : Order(value, to) == 0;

    private static int? Order(object value, RuleValue to) => (value, to) switch
    {
        (decimal d, NumberValue n) => d.CompareTo(n.Number),
        (DateOnly d, DayValue n) => d.CompareTo(n.Day),
        (string s, NumberValue n) when decimal.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) => d.CompareTo(n.Number),
        (string s, DayValue n) when DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) => d.CompareTo(n.Day),
        _ => null,
    };

    private object? Field(FieldRule rule, int c)
    {
        var people = shop.Customers;
        var orders = Documents(c).Where(d => shop.Orders.Kind[d] == DocumentKind.Order && shop.Orders.Day[d] <= asOfDay).Select(d => shop.Orders.Day[d]).ToArray();
        return rule.Field switch
        {
            "country" => people.Country[c],
            "region" => people.Region[c],
            "city" => people.City[c],
            "gender" => people.Gender[c],
            "language" => people.Language[c],
            "acquisition" => people.Acquisition[c],
            "postcode" => people.Postcodes[c],
            "customer" => people.Keys[c],
            "name" => people.Names[c],
            "email" => people.Emails[c],
            "phone" => people.Phones[c],
            "has_email" => people.Emails[c] is not null,
            "has_phone" => people.Phones[c] is not null,
            "has_postcode" => people.Postcodes[c] is not null,
            "age" => AgeBands.AgeAt(people.BirthDay[c], asOfDay) is >= 0 and var age ? (decimal)age : null,
            "birthday_month" => people.BirthDay[c] > 0 ? (decimal)DateOnly.FromDayNumber(people.BirthDay[c]).Month : null,
            "signup_day" => IsPast(people.SignUpDay[c]) ? DateOnly.FromDayNumber(people.SignUpDay[c]) : null,
            "days_since_signup" => IsPast(people.SignUpDay[c]) ? (decimal)(asOfDay - people.SignUpDay[c]) : null,
            "attribute" => string.Equals(rule.Argument, "Size", StringComparison.OrdinalIgnoreCase) ? people.Attributes["Size"][c] : null,
            "consent" => (rule.Argument == "post" ? 0 : people.Consent[rule.Argument!][c]) switch { > 0 => "granted", < 0 => "refused", _ => "never asked" },
            "contactable" => people.Consent[rule.Argument!][c] > 0 && (rule.Argument == "email" ? people.Emails[c] : people.Phones[c]) is not null,
            "rfm.group" => rfm.Groups[c] == RfmGroups.NotYet ? null : ((RfmGroup)rfm.Groups[c]).Name(),
            "rfm.group_on" => GroupOn(DateOnly.ParseExact(rule.Argument!, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber, c),
            "rfm.previous_group" => Spell(c).Previous,
            "rfm.group_since" => Spell(c).Since,
            "rfm.r" => orders.Length == 0 ? null : (decimal)rfm.Recency[c],
            "rfm.f" => orders.Length == 0 ? null : (decimal)rfm.Frequency[c],
            "rfm.m" => orders.Length == 0 ? null : (decimal)rfm.Money[c],
            "days_since_last_order" => orders.Length == 0 ? null : (decimal)(asOfDay - orders.Max()),
            "first_order" => orders.Length == 0 ? null : DateOnly.FromDayNumber(orders.Min()),
            "last_order" => orders.Length == 0 ? null : DateOnly.FromDayNumber(orders.Max()),
            "tenure_days" => orders.Length == 0 ? null : (decimal)(asOfDay - orders.Min()),
            "cluster" => (c % 3) switch { 0 => null, 1 => "Left", _ => "Right" },
            _ when rule.Field.StartsWith("nth_", StringComparison.Ordinal) || rule.Field == "days_to_next" => Nth(rule.Field, int.Parse(rule.Argument!, CultureInfo.InvariantCulture) - 1, c),
            _ => throw new InvalidOperationException(rule.Field),
        };
    }

    private object? Nth(string field, int n, int customer)
    {
        var orders = Documents(customer).Where(d => shop.Orders.Kind[d] == DocumentKind.Order && shop.Orders.Day[d] <= asOfDay).ToArray();
        if (orders.Length <= n)
            return null;
        return field switch
        {
            "nth_order" => DateOnly.FromDayNumber(shop.Orders.Day[orders[n]]),
            "days_to_next" => orders.Length <= n + 1 ? null : (decimal)(shop.Orders.Day[orders[n + 1]] - shop.Orders.Day[orders[n]]),
            "nth_product" => Main(ItemLevel.Product),
            "nth_category" => Main(ItemLevel.Category),
            _ => Main(ItemLevel.Brand),
        };

        string? Main(ItemLevel level) => new NaiveOrders(shop, level).Main(orders[n]) is var item && item != NaiveOrders.Unknown ? item : null;
    }

    private string? GroupOn(int day, int c) => RfmScores.Of(shop, day, rfm.Definition).Groups[c] is < RfmGroups.NotYet and var group ? ((RfmGroup)group).Name() : null;

    // Back from day to day until the group was another, or the customer was not known yet.
    private (DateOnly? Since, string? Previous) Spell(int c)
    {
        var known = CustomerMembers.KnownSince(shop, c);
        var first = known > 0 ? known : shop.FirstDay.DayNumber;
        for (var day = asOfDay - 1; rfm.Groups[c] != RfmGroups.NotYet && day >= first - 1; day--)
        {
            if (RfmScores.Of(shop, day, rfm.Definition).Groups[c] != rfm.Groups[c])
                return (DateOnly.FromDayNumber(day + 1), GroupOn(day, c));
        }

        return (null, null);
    }

    private object? Activity(Activity activity, int customer)
    {
        var isReturn = activity.Measure == ActivityMeasure.Returns;
        var isAll = activity.Measure is ActivityMeasure.Revenue or ActivityMeasure.AverageOrder;
        var hasGoodsFilter = activity.Filters.Any(f => f.Field is "category" or "brand" or "product" or "product_name");
        var found = Documents(customer)
            .Where(d => InWindow(activity.Window, shop.Orders.Day[d]) && (isAll || shop.Orders.Kind[d] == (isReturn ? DocumentKind.Return : DocumentKind.Order)))
            .Where(d => activity.Filters.All(f => f.Field switch { "channel" => Meets(shop.Orders.Channel[d], f.Test), "country" => Meets(shop.Orders.Country[d], f.Test), _ => true }))
            .Select(d => (Document: d, Lines: Enumerable.Range(shop.Orders.FirstLine[d], shop.Orders.FirstLine[d + 1] - shop.Orders.FirstLine[d]).Where(l => activity.Filters.All(f => LineMeets(f, shop.Lines.Product[l]))).ToArray()))
            .Where(d => !hasGoodsFilter || d.Lines.Length > 0)
            .ToArray();
        var lines = found.SelectMany(d => d.Lines).ToArray();
        var goods = lines.Where(l => shop.Lines.Product[l] is var p && (p < 0 || shop.Products.IsMerchandise[p])).ToArray();
        var revenue = hasGoodsFilter ? lines.Sum(l => shop.Lines.AmountE4[l]) : found.Sum(d => shop.Orders.AmountE4[d.Document]);
        switch (activity.Measure)
        {
            case ActivityMeasure.Orders or ActivityMeasure.Bought or ActivityMeasure.Returns:
                return (decimal)found.Length;
            case ActivityMeasure.Revenue:
                return revenue / 10_000m;
            case ActivityMeasure.Items:
                return goods.Sum(l => shop.Lines.QuantityE4[l]) / 10_000m;
            case ActivityMeasure.AverageOrder:
                var orders = found.Count(d => shop.Orders.Kind[d.Document] == DocumentKind.Order);
                return orders == 0 ? null : revenue / 10_000m / orders;
            case ActivityMeasure.DiscountShare:
                var (off, price) = (lines.Sum(l => shop.Lines.DiscountE4[l]), lines.Sum(l => shop.Lines.DiscountE4[l] + shop.Lines.AmountE4[l]));
                return price <= 0 ? null : (decimal)off / price;
            case ActivityMeasure.Categories:
                return (decimal)goods.Where(l => shop.Lines.Product[l] >= 0).Select(l => shop.Products.Category[shop.Lines.Product[l]]).OfType<string>().Distinct(StringComparer.Ordinal).Count();
            default:
                return (decimal)goods.Select(l => shop.Lines.Product[l]).Where(p => p >= 0).Distinct().Count();
        }
    }

    private bool LineMeets(RuleFilter filter, int product) => filter.Field switch
    {
        "category" => Meets(product < 0 ? null : shop.Products.Category[product], filter.Test),
        "brand" => Meets(product < 0 ? null : shop.Products.Brand[product], filter.Test),
        "product" => Meets(product < 0 ? null : shop.Products.Keys[product], filter.Test),
        "product_name" => Meets(product < 0 ? null : shop.Products.Names[product], filter.Test),
        _ => true,
    };

    private bool Counts(int contact, Responses responses)
    {
        var campaign = shop.Contacts.Campaign[contact];
        var day = ContactDay(contact);
        return Happened(contact, responses.Step)
            && (day == 0 ? responses.Window is EverWindow : InWindow(responses.Window, day))
            && responses.Filters.All(f => Meets(
                f.Field switch
                {
                    "channel" => shop.Campaigns.Channel[campaign],
                    "campaign" => shop.Campaigns.Keys[campaign],
                    "campaign_name" => shop.Campaigns.Names[campaign],
                    "goal" => shop.Campaigns.Goal[campaign],
                    _ => shop.Campaigns.Offer[campaign],
                },
                f.Test));
    }

    private bool Happened(int contact, ResponseStep step)
    {
        var flags = shop.Contacts.Flags[contact];
        return step switch
        {
            ResponseStep.Control => flags.HasFlag(ContactFlags.Control),
            _ when flags.HasFlag(ContactFlags.Control) => false,
            ResponseStep.Received => true,
            ResponseStep.Delivered => flags.HasFlag(ContactFlags.Delivered),
            ResponseStep.Opened => flags.HasFlag(ContactFlags.Opened),
            ResponseStep.Clicked => flags.HasFlag(ContactFlags.Clicked),
            _ => flags.HasFlag(ContactFlags.Converted),
        };
    }

    private int ContactDay(int contact) => shop.Contacts.Day[contact] > 0 ? shop.Contacts.Day[contact] : shop.Campaigns.StartDay[shop.Contacts.Campaign[contact]];

    private bool InWindow(RuleWindow window, int day) => day <= asOfDay && window switch
    {
        LastWindow { Unit: WindowUnit.Days } last => day > asOfDay - last.Count,
        LastWindow { Unit: WindowUnit.Weeks } last => day > asOfDay - (7 * last.Count),
        LastWindow last => DateOnly.FromDayNumber(day) > DateOnly.FromDayNumber(asOfDay).AddMonths(-last.Count),
        BetweenWindow between => day >= between.From.DayNumber && day <= between.To.DayNumber,
        BeforeWindow before => day < before.Day.DayNumber,
        AfterWindow after => day > after.Day.DayNumber,
        _ => true,
    };

    private IEnumerable<int> Documents(int customer) => Enumerable.Range(0, shop.Orders.Count).Where(d => shop.Orders.Customer[d] == customer);

    private IEnumerable<int> Contacts(int customer) => Enumerable.Range(0, shop.Contacts.Count).Where(c => shop.Contacts.Customer[c] == customer);

    private bool IsPast(int day) => day > 0 && day <= asOfDay;

    private bool IsKnown(int customer)
    {
        int[] days = [.. Documents(customer).Select(d => shop.Orders.Day[d]), .. shop.Customers.SignUpDay[customer] > 0 ? [shop.Customers.SignUpDay[customer]] : Array.Empty<int>()];
        return days.Length == 0 || days.Min() <= asOfDay;
    }
}
