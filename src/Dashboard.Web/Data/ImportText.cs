using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Web.Data;

/// <summary>What the wizard calls things.</summary>
public static class ImportText
{
    /// <summary>A kind of file with what a row of it is.</summary>
    public static string Kind(ImportKind kind) => kind switch
    {
        ImportKind.Orders => "Orders (a row an order or a line of one)",
        ImportKind.Customers => "Customers (a row a customer)",
        ImportKind.Products => "Products (a row a product)",
        ImportKind.Campaigns => "Campaigns (a row a campaign)",
        _ => "Campaign contacts (a row a customer who was contacted)",
    };

    /// <summary>What the records of a kind are: "order", "customer".</summary>
    public static string Record(string kind) => kind switch
    {
        nameof(ImportKind.Customers) => "customer",
        nameof(ImportKind.Products) => "product",
        nameof(ImportKind.Campaigns) => "campaign",
        nameof(ImportKind.Contacts) => "contact",
        _ => "document",
    };

    /// <summary>How sure a proposal is, in a word that goes with its percentage.</summary>
    public static string Confidence(double confidence) => confidence switch
    {
        >= 1 => "chosen",
        >= 0.8 => "sure",
        >= 0.6 => "likely",
        _ => "a guess",
    };

    /// <summary>Where the meaning of a column comes from.</summary>
    public static string Proposal(MappedColumn? mapped) => mapped switch
    {
        null or { Field: null } => "not used",
        { Confidence: >= 1 } => "chosen",
        { Field: ImportField.Attribute } => "kept as it is",
        _ => $"{Confidence(mapped.Confidence)}, {Formats.Percent(mapped.Confidence, 0)}",
    };

    /// <summary>What a file is made of.</summary>
    public static string Format(TabularFile file) => file.Format switch
    {
        TableFormat.Workbook => "Excel workbook",
        TableFormat.PackedText => "Text, packed (gzip)",
        _ => "Text",
    };

    /// <summary>Name of a separator.</summary>
    public static string Delimiter(char delimiter) => delimiter switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "vertical bar",
        ' ' => "space",
        _ => delimiter.ToString(),
    };

    /// <summary>What a column holds, with what was found out about how it is written.</summary>
    public static string Type(ColumnProfile column) => column.Type switch
    {
        ColumnType.Empty => "Empty",
        ColumnType.Integer => "Whole number",
        ColumnType.Number when column.HasPercent => "Per cent",
        ColumnType.Number => $"Number, decimal {(column.DecimalSeparator == ',' ? "comma" : "point")}",
        ColumnType.Date => $"Date{Order(column)}",
        ColumnType.DateTime => $"Date and time{Order(column)}",
        ColumnType.Time => "Time of day",
        ColumnType.Boolean => "Yes or no",
        ColumnType.Email => "E-mail address",
        _ => "Text",
    };

    /// <summary>Order of day, month and year, in words.</summary>
    public static string DateOrderName(DateOrder order) => order switch
    {
        DateOrder.DayMonthYear => "day, month, year",
        DateOrder.MonthDayYear => "month, day, year",
        _ => "year, month, day",
    };

    /// <summary>What a field is called.</summary>
    public static string Field(ImportField field) => field switch
    {
        ImportField.Document => "Order or invoice number",
        ImportField.Customer => "Customer id",
        ImportField.Date => "Date",
        ImportField.Time => "Time of day",
        ImportField.Product => "Product id",
        ImportField.ProductName => "Product name",
        ImportField.UnitPrice => "Price of one",
        ImportField.Amount => "Amount of the line",
        ImportField.Total => "Amount of the order",
        ImportField.Discount => "Discount (unit from the values)",
        ImportField.DiscountAmount => "Discount, an amount",
        ImportField.DiscountFraction => "Discount, a fraction (0.1)",
        ImportField.DiscountPercent => "Discount, per cent (10)",
        ImportField.Cost => "Cost of the line",
        ImportField.UnitCost => "Cost of one",
        ImportField.Profit => "Profit on the line",
        ImportField.Channel => "Sales channel",
        ImportField.Name => "Full name",
        ImportField.FirstName => "First name",
        ImportField.LastName => "Last name",
        ImportField.BirthDate => "Birth date",
        ImportField.BirthYear => "Year of birth",
        ImportField.AcquisitionChannel => "How the customer was won",
        ImportField.SignedUp => "Sign-up date",
        ImportField.Email => "E-mail address",
        ImportField.ConsentEmail => "Consent: e-mail",
        ImportField.ConsentSms => "Consent: text messages",
        ImportField.ConsentPhone => "Consent: calls",
        ImportField.ConsentPost => "Consent: letters",
        ImportField.ConsentAds => "Consent: ads",
        ImportField.ConsentAt => "Consent: when",
        ImportField.ConsentSource => "Consent: where",
        ImportField.Price => "List price",
        ImportField.Campaign => "Campaign",
        ImportField.CampaignName => "Campaign name",
        ImportField.CampaignChannel => "Campaign channel",
        ImportField.CampaignCost => "Campaign cost",
        ImportField.Start => "Start",
        ImportField.End => "End",
        ImportField.Group => "Treated or control",
        ImportField.Control => "Held out (control)",
        ImportField.Clicked => "Clicked or visited",
        ImportField.Converted => "Bought",
        ImportField.Revenue => "Spent",
        ImportField.Response => "Answer to a campaign",
        ImportField.Attribute => "Keep as attribute",
        _ => field.ToString(),
    };

    private static string Order(ColumnProfile column) =>
        column.DateOrderIsAmbiguous ? ", day or month first?" : column.DateOrder is { } order ? $" ({DateOrderName(order)})" : "";
}
