using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Snapshots;

/// <summary>Customers, one index each. Days are <see cref="DateOnly.DayNumber"/>; 0 stands for unknown.</summary>
public sealed record CustomerColumns
{
    /// <summary>Number of customers.</summary>
    public int Count => Keys.Length;

    /// <summary>The shop's own ids.</summary>
    public required Utf8Column Keys { get; init; }

    /// <summary>Names, null when unknown.</summary>
    public required Utf8Column Names { get; init; }

    /// <summary>E-mail addresses, null when unknown.</summary>
    public required Utf8Column Emails { get; init; }

    /// <summary>Telephone numbers, null when unknown.</summary>
    public required Utf8Column Phones { get; init; }

    /// <summary>Postcodes, null when unknown.</summary>
    public required Utf8Column Postcodes { get; init; }

    /// <summary>Gender.</summary>
    public required TextColumn Gender { get; init; }

    /// <summary>Country.</summary>
    public required TextColumn Country { get; init; }

    /// <summary>Region.</summary>
    public required TextColumn Region { get; init; }

    /// <summary>City.</summary>
    public required TextColumn City { get; init; }

    /// <summary>Language.</summary>
    public required TextColumn Language { get; init; }

    /// <summary>How they were won.</summary>
    public required TextColumn Acquisition { get; init; }

    /// <summary>Birth day number, 0 when unknown.</summary>
    public required Column<int> BirthDay { get; init; }

    /// <summary>Sign-up day number in the shop's time zone, 0 when unknown.</summary>
    public required Column<int> SignUpDay { get; init; }

    /// <summary>Consent to marketing by channel name ("email", "sms" …): 1 granted, −1 refused, 0 never asked; one entry a customer.</summary>
    public required IReadOnlyDictionary<string, Column<sbyte>> Consent { get; init; }

    /// <summary>Custom attributes by name.</summary>
    public required IReadOnlyDictionary<string, TextColumn> Attributes { get; init; }
}

/// <summary>What a document is.</summary>
public enum DocumentKind : byte
{
    /// <summary>Something was sold.</summary>
    Order,

    /// <summary>Something was taken back and nothing sold.</summary>
    Return,

    /// <summary>Stock or books were corrected, and nothing sold or taken back.</summary>
    Adjustment,
}

/// <summary>
/// Documents (orders, returns, adjustments), sorted by customer and within a customer by time, then number; anonymous ones last.
/// </summary>
public sealed record OrderColumns
{
    /// <summary>Number of documents.</summary>
    public int Count => Customer.Length;

    /// <summary>Document numbers.</summary>
    public required Utf8Column Number { get; init; }

    /// <summary>Customer index, −1 for anonymous.</summary>
    public required Column<int> Customer { get; init; }

    /// <summary>Day number in the shop's time zone.</summary>
    public required Column<int> Day { get; init; }

    /// <summary>Minute of the day in the shop's time zone, 0 to 1,439.</summary>
    public required Column<short> Minute { get; init; }

    /// <summary>Order, return or adjustment.</summary>
    public required Column<DocumentKind> Kind { get; init; }

    /// <summary>Sales channel.</summary>
    public required TextColumn Channel { get; init; }

    /// <summary>Country: of the document where it has one, else of its customer.</summary>
    public required TextColumn Country { get; init; }

    /// <summary>What the document adds to revenue, in ten-thousandths of the currency unit; negative for returns.</summary>
    public required Column<long> AmountE4 { get; init; }

    /// <summary>First line of each document in <see cref="LineColumns"/>; one more entry than documents.</summary>
    public required Column<int> FirstLine { get; init; }

    /// <summary>First document of each customer; one more entry than customers, the last being the first anonymous document.</summary>
    public required Column<int> FirstOfCustomer { get; init; }

    /// <summary>Document indices by day, then by index: the second order of the same rows, for passes over time.</summary>
    public required Column<int> ByDay { get; init; }

    /// <summary>The documents of a range of days, as a part of <see cref="ByDay"/>.</summary>
    /// <param name="fromDay">First day number.</param>
    /// <param name="toDay">Last day number.</param>
    public ReadOnlySpan<int> Between(int fromDay, int toDay)
    {
        var (first, end) = (Position(fromDay), Position(toDay + 1));
        return first >= end ? [] : ByDay.Span[first..end];
    }

    /// <summary>The documents of some customers.</summary>
    /// <param name="customers">The customers.</param>
    public Bitmap Of(Bitmap customers)
    {
        // The documents of a customer are a run of bits; a part of the documents clips the runs at its ends.
        var documents = new Bitmap(Count);
        Partitions.Run(
            FirstOfCustomer[^1],
            (from, to) =>
            {
                if (from == to)
                    return;
                var first = FirstOfCustomer.Span;
                foreach (var customer in customers.Between(Customer[from], Customer[to - 1] + 1))
                    documents.AddRange(Math.Max(from, first[customer]), Math.Min(to, first[customer + 1]));
            },
            CancellationToken.None);
        return documents;
    }

    /// <summary>The document of a line.</summary>
    public int OfLine(int line)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (FirstLine[middle + 1] <= line)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // How many documents lie before a day.
    private int Position(int day)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (Day[ByDay[middle]] < day)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

/// <summary>Lines of documents, sorted as the documents are. Amounts and quantities are in ten-thousandths.</summary>
public sealed record LineColumns
{
    /// <summary>Number of lines.</summary>
    public int Count => Product.Length;

    /// <summary>Product index, −1 when the file was at order level.</summary>
    public required Column<int> Product { get; init; }

    /// <summary>Quantity, negative for returns.</summary>
    public required NumberColumn QuantityE4 { get; init; }

    /// <summary>Price of one.</summary>
    public required NumberColumn UnitPriceE4 { get; init; }

    /// <summary>Discount on the line, positive.</summary>
    public required NumberColumn DiscountE4 { get; init; }

    /// <summary>What the line adds to revenue.</summary>
    public required NumberColumn AmountE4 { get; init; }
}

/// <summary>Products, one index each.</summary>
public sealed record ProductColumns
{
    /// <summary>Number of products.</summary>
    public int Count => Keys.Length;

    /// <summary>The shop's own ids.</summary>
    public required string[] Keys { get; init; }

    /// <summary>Names; the key where there is none.</summary>
    public required string[] Names { get; init; }

    /// <summary>Category.</summary>
    public required TextColumn Category { get; init; }

    /// <summary>Brand.</summary>
    public required TextColumn Brand { get; init; }

    /// <summary>List price in ten-thousandths, −1 when unknown.</summary>
    public required long[] PriceE4 { get; init; }

    /// <summary>Cost in ten-thousandths, −1 when unknown.</summary>
    public required long[] CostE4 { get; init; }

    /// <summary>False for postage, fees and other lines that are not goods: they count in revenue and not among products.</summary>
    public required bool[] IsMerchandise { get; init; }
}

/// <summary>Campaigns, one index each. Days are day numbers, 0 for unknown.</summary>
public sealed record CampaignColumns
{
    /// <summary>Number of campaigns.</summary>
    public int Count => Keys.Length;

    /// <summary>The shop's own ids.</summary>
    public required string[] Keys { get; init; }

    /// <summary>Names; the key where there is none.</summary>
    public required string[] Names { get; init; }

    /// <summary>Channel: email, sms, ads …</summary>
    public required string?[] Channel { get; init; }

    /// <summary>Goal.</summary>
    public required string?[] Goal { get; init; }

    /// <summary>Offer.</summary>
    public required string?[] Offer { get; init; }

    /// <summary>First day: the campaign's own, else that of its first contact; 0 when neither is known.</summary>
    public required int[] StartDay { get; init; }

    /// <summary>Last day: the campaign's own, else that of its last contact; 0 when neither is known.</summary>
    public required int[] EndDay { get; init; }

    /// <summary>Cost in ten-thousandths, −1 when unknown.</summary>
    public required long[] CostE4 { get; init; }

    /// <summary>First contact of each campaign in <see cref="ContactColumns"/>; one more entry than campaigns.</summary>
    public required int[] FirstContact { get; init; }
}

/// <summary>What happened to a contact, and what is known of it.</summary>
[Flags]
public enum ContactFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Held out as control.</summary>
    Control = 1,

    /// <summary>Delivered.</summary>
    Delivered = 2,

    /// <summary>Opened.</summary>
    Opened = 4,

    /// <summary>Clicked, or visited.</summary>
    Clicked = 8,

    /// <summary>Bought in the outcome window, as the file says.</summary>
    Converted = 16,

    /// <summary>The file gives the revenue of the outcome window.</summary>
    Revenue = 32,
}

/// <summary>Contacts, sorted by campaign and within a campaign by customer.</summary>
public sealed record ContactColumns
{
    /// <summary>Number of contacts.</summary>
    public int Count => Campaign.Length;

    /// <summary>Campaign index.</summary>
    public required Column<int> Campaign { get; init; }

    /// <summary>Customer index.</summary>
    public required Column<int> Customer { get; init; }

    /// <summary>Day number, 0 when unknown.</summary>
    public required Column<int> Day { get; init; }

    /// <summary>Minute of the day, 0 when unknown.</summary>
    public required Column<short> Minute { get; init; }

    /// <summary>What happened.</summary>
    public required Column<ContactFlags> Flags { get; init; }

    /// <summary>Which of the flags the file speaks of: a flag that is not known is neither yes nor no.</summary>
    public required Column<ContactFlags> Known { get; init; }

    /// <summary>Revenue of the outcome window as the file says, in ten-thousandths; 0 when unknown.</summary>
    public required NumberColumn RevenueE4 { get; init; }
}
