using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>The catalogue of fields that rules can ask about. A new field is one entry here: parser, form, completion, sentence and evaluation read it.</summary>
public static class RuleFields
{
    /// <summary>Every field, in the order in which a menu shows them.</summary>
    public static IReadOnlyList<RuleField> All { get; } =
    [
        Text("country", "Country", "Country of the customer.", "country = \"Germany\"", s => s.Customers.Country),
        Text("region", "Region", "Region of the customer.", "region in (\"Bavaria\", \"Tyrol\")", s => s.Customers.Region),
        Text("city", "City", "City of the customer.", "city starts with \"Saint\"", s => s.Customers.City),
        Texts("postcode", "Postcode", "Postcode of the customer, as text.", "postcode starts with \"10\"", s => s.Customers.Postcodes),
        Text("gender", "Gender", "Gender of the customer.", "gender = \"female\"", s => s.Customers.Gender),
        Text("language", "Language", "Language of the customer.", "language != \"de\"", s => s.Customers.Language),
        Text("acquisition", "Acquisition channel", "How the customer was won.", "acquisition = \"Newsletter\"", s => s.Customers.Acquisition),
        Number("age", "Customer", "Age", "years", "Age in full years on the as-of day; unknown without a day of birth or above 120.", "age between 25 and 34", FieldColumns.Ages, most: 120),
        Number("birthday_month", "Customer", "Month of the birthday", null, "Month of the birthday, 1 to 12.", "birthday_month = 12", (s, _) => FieldColumns.BirthdayMonths(s), 1, 12),
        Day("signup_day", "Customer", "Day of sign-up", "Day on which the customer signed up.", "signup_day >= 2025-01-01", FieldColumns.SignUpDays),
        Number("days_since_signup", "Customer", "Days since sign-up", "days", "Days from sign-up to the as-of day.", "days_since_signup <= 30", FieldColumns.DaysSinceSignUp),
        Texts("customer", "Customer id", "The shop's own id of the customer.", "customer in (\"C-17\", \"C-23\")", s => s.Customers.Keys),
        Texts("name", "Name", "Name of the customer.", "name contains \"Meyer\"", s => s.Customers.Names),
        Texts("email", "E-mail address", "E-mail address of the customer.", "email contains \"@example.com\"", s => s.Customers.Emails),
        Texts("phone", "Telephone number", "Telephone number of the customer.", "phone starts with \"+49\"", s => s.Customers.Phones),
        Flag("has_email", "Has an e-mail address", "Whether an e-mail address is on record.", s => s.Customers.Emails),
        Flag("has_phone", "Has a telephone number", "Whether a telephone number is on record.", s => s.Customers.Phones),
        Flag("has_postcode", "Has a postcode", "Whether a postcode is on record.", s => s.Customers.Postcodes),
        new()
        {
            Name = "attribute",
            Kind = RuleFieldKind.Free,
            Subject = "Customer",
            Label = "Attribute",
            Description = "A custom attribute of the customer, by its name.",
            Example = "attribute(\"Loyalty card\") = \"gold\"",
            Argument = "attribute",
            Arguments = s => s.Customers.Attributes.Keys,
            Column = (s, name, _) => FieldColumns.Attribute(s, name),
        },
        new()
        {
            Name = "rfm.group",
            Kind = RuleFieldKind.Choice,
            Subject = "RFM",
            Label = "RFM group",
            Description = "RFM group on the as-of day.",
            Example = "rfm.group in (\"Champions\", \"Loyal\")",
            Choices = [.. RfmGroups.All.Select(g => g.Name())],
            Column = (s, _, day) => FieldColumns.RfmGroups(s, day),
        },
        new()
        {
            Name = "rfm.group_on",
            Kind = RuleFieldKind.Choice,
            Subject = "RFM",
            Label = "RFM group on a day",
            Description = "RFM group on an earlier day, by the thresholds of the as-of day; unknown for customers not known yet on it.",
            Example = "rfm.group_on(\"2025-06-30\") = \"Loyal\"",
            Argument = "day",
            Choices = [.. RfmGroups.All.Select(g => g.Name())],
            Arguments = s => SegmentSizes.MonthEnds(s, s.LastDay.DayNumber).Select(FieldColumns.DayText),
            Column = (s, argument, day) => FieldColumns.RfmGroupsOn(s, argument, day),
        },
        new()
        {
            Name = "rfm.previous_group",
            Kind = RuleFieldKind.Choice,
            Subject = "RFM",
            Label = "Previous RFM group",
            Description = "RFM group before the present one, by the thresholds of the as-of day; unknown for customers who were in none.",
            Example = "rfm.previous_group = \"Champions\"",
            Choices = [.. RfmGroups.All.Select(g => g.Name())],
            Column = (s, _, day) => FieldColumns.PreviousRfmGroups(s, day),
        },
        Day("rfm.group_since", "RFM", "In the RFM group since", "First day in the present RFM group without a break; unknown for customers who were always in it.", "rfm.group_since >= 2025-06-01", FieldColumns.RfmGroupSince),
        Number("rfm.r", "RFM", "Recency score", null, "Recency score, 1 to 5; unknown without an order.", "rfm.r >= 4", (s, day) => FieldColumns.Scores(s, day, r => r.Recency), 1, 5),
        Number("rfm.f", "RFM", "Frequency score", null, "Frequency score, 1 to 5; unknown without an order.", "rfm.f >= 4", (s, day) => FieldColumns.Scores(s, day, r => r.Frequency), 1, 5),
        Number("rfm.m", "RFM", "Money score", null, "Money score, 1 to 5; unknown without an order.", "rfm.m = 5", (s, day) => FieldColumns.Scores(s, day, r => r.Money), 1, 5),
        Number("days_since_last_order", "RFM", "Days since the last order", "days", "Days from the last order to the as-of day; unknown without an order.", "days_since_last_order > 90", FieldColumns.DaysSinceLastOrder),
        Day("first_order", "RFM", "Day of the first order", "Day of the first order; unknown without an order.", "first_order >= 2025-01-01", FieldColumns.FirstOrderDays),
        Day("last_order", "RFM", "Day of the last order", "Day of the last order; unknown without an order.", "last_order < 2025-01-01", FieldColumns.LastOrderDays),
        Number("tenure_days", "RFM", "Days since the first order", "days", "Days from the first order to the as-of day; unknown without an order.", "tenure_days >= 365", FieldColumns.TenureDays),
        Nth("nth_order", RuleFieldKind.Day, "Day of the n-th order", "Day of the first, second, third … order; unknown without one.", "nth_order(\"2\") >= 2025-01-01", NthOrders.Days),
        Nth("days_to_next", RuleFieldKind.Number, "Days from the n-th order to the next", "Days from the first, second … order to the next one; unknown without a next one.", "days_to_next(\"1\") <= 90", NthOrders.DaysToNext, "days"),
        Nth("nth_product", RuleFieldKind.Text, "Product of the n-th order", "Product, by its key, that brought most of the first, second … order.", "nth_product(\"1\") = \"P1\"", (s, n, day) => NthOrders.Items(s, ItemLevel.Product, n, day)),
        Nth("nth_category", RuleFieldKind.Text, "Category of the n-th order", "Category that brought most of the first, second … order.", "nth_category(\"1\") = \"Shoes\"", (s, n, day) => NthOrders.Items(s, ItemLevel.Category, n, day)),
        Nth("nth_brand", RuleFieldKind.Text, "Brand of the n-th order", "Brand that brought most of the first, second … order.", "nth_brand(\"1\") = \"Leaf\"", (s, n, day) => NthOrders.Items(s, ItemLevel.Brand, n, day)),
        new()
        {
            Name = "consent",
            Kind = RuleFieldKind.Choice,
            Subject = "Consent",
            Label = "Consent",
            Description = "What the customer said to marketing through a channel.",
            Example = "consent(\"email\") = granted",
            Argument = "channel",
            Choices = FieldColumns.ConsentValues,
            BareChoices = true,
            Arguments = s => s.Customers.Consent.Keys,
            Column = (s, channel, _) => FieldColumns.Consent(s, channel),
        },
        new()
        {
            Name = "contactable",
            Kind = RuleFieldKind.Flag,
            Subject = "Consent",
            Label = "May be contacted",
            Description = "Whether the customer agreed to marketing through a channel and has the address that it needs.",
            Example = "contactable(\"email\")",
            Argument = "channel",
            Arguments = s => s.Customers.Consent.Keys,
            Column = (s, channel, _) => Contactable.Of(s, channel) is { } set ? new FlagsColumn(set) : null,
        },
        new()
        {
            Name = "cluster",
            Kind = RuleFieldKind.Choice,
            Subject = "Clusters",
            Label = "Cluster",
            Description = "The cluster in which a saved cluster model puts the customer.",
            Example = "cluster(\"Buying habits\") = \"Bargain hunters\"",
            Argument = "cluster model",
            Arguments = s => s.Segments.Clusters.Select(c => c.Name),
            Column = (s, name, day) => s.Segments.Cluster(name) is { } model ? new CodedColumn(model.CodesOf(s, day), model.Clusters) : null,
        },
        .. PredictedFields.All,
    ];

    private static readonly Dictionary<string, RuleField> ByName = All.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A field by name, whatever the case; null when there is none.</summary>
    public static RuleField? Find(string name) => ByName.GetValueOrDefault(name);

    private static RuleField Nth(string name, RuleFieldKind kind, string label, string description, string example, Func<Snapshot, string, int, FieldColumn?> column, string? unit = null) => new()
    {
        Name = name,
        Kind = kind,
        Subject = "Orders",
        Label = label,
        Unit = unit,
        Description = description,
        Example = example,
        Argument = "number of the order, 1 to 10",
        Arguments = _ => NthOrders.Numbers,
        Column = column,
    };

    private static RuleField Text(string name, string label, string description, string example, Func<Snapshot, TextColumn> column) => new()
    {
        Name = name,
        Kind = RuleFieldKind.Text,
        Subject = "Customer",
        Label = label,
        Description = description,
        Example = example,
        Column = (s, _, _) => new CodedColumn(column(s)),
    };

    private static RuleField Texts(string name, string label, string description, string example, Func<Snapshot, Utf8Column> column) => new()
    {
        Name = name,
        Kind = RuleFieldKind.Text,
        Subject = "Customer",
        Label = label,
        Description = description,
        Example = example,
        Column = (s, _, _) => new TextsColumn(column(s)),
    };

    private static RuleField Number(string name, string subject, string label, string? unit, string description, string example, Func<Snapshot, int, FieldColumn> column, decimal least = 0, decimal? most = null) => new()
    {
        Name = name,
        Kind = RuleFieldKind.Number,
        Least = least,
        Most = most,
        Subject = subject,
        Label = label,
        Unit = unit,
        Description = description,
        Example = example,
        Column = (s, _, day) => column(s, day),
    };

    private static RuleField Day(string name, string subject, string label, string description, string example, Func<Snapshot, int, FieldColumn> column) => new()
    {
        Name = name,
        Kind = RuleFieldKind.Day,
        Subject = subject,
        Label = label,
        Description = description,
        Example = example,
        Column = (s, _, day) => column(s, day),
    };

    private static RuleField Flag(string name, string label, string description, Func<Snapshot, Utf8Column> column) => new()
    {
        Name = name,
        Kind = RuleFieldKind.Flag,
        Subject = "Customer",
        Label = label,
        Description = description,
        Example = name,
        Column = (s, _, _) => new FlagsColumn(Contactable.Known(s, column(s))),
    };
}
