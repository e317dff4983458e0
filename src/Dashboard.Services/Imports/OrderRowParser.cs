using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Services.Imports.Reading;
using F = Dashboard.Services.Imports.ImportField;

namespace Dashboard.Services.Imports;

/// <summary>
/// Reads order lines, and orders of one row. Example:
/// <c>536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom</c>.
/// </summary>
internal sealed class OrderRowParser : CustomerPartParser
{
    private const int LongestNumber = 512;
    private readonly bool priced;
    private readonly bool totalOnly;
    private readonly bool describesProducts;
    private readonly ProductCache products = new();
    private readonly char[] written = new char[LongestNumber];
    private string? lastDocument;

    public OrderRowParser(ImportPlan plan)
        : base(plan)
    {
        priced = Has(F.UnitPrice);
        describesProducts = Has(F.ProductName) || Has(F.Category) || Has(F.Brand);
        totalOnly = Has(F.Total) && !Has(F.Amount) && !priced;
    }

    /// <inheritdoc/>
    public override bool NeedsOrder => totalOnly;

    /// <summary>Reads the row that the source stands on into a batch, without objects.</summary>
    /// <returns>Why not, when it was rejected.</returns>
    public Rejection? Parse(RowBatch source, ImportCounts counts, LineBatch batch)
    {
        Begin(source, counts);
        if (!TryHead(out var head)) return Rejection;
        var facts = default(BatchText);
        if (!head.Customer.IsEmpty && !TryCustomerPart(head.Customer, batch, out facts)) return Rejection;
        if (!TryKind(ref head, out var kind, out var cost)) return Rejection;
        ref var line = ref batch.Add();
        line.Document = batch.Text(head.Document);
        line.Customer = batch.Text(head.Customer);
        line.Product = batch.Text(head.Product);
        line.Channel = batch.Text(Characters(F.Channel));
        line.Country = batch.Text(Characters(F.Country));
        line.AtSeconds = head.AtSeconds;
        line.QuantityE4 = head.Money.QuantityE4;
        line.UnitPriceE4 = head.Money.PriceE4;
        line.DiscountE4 = head.Money.DiscountE4;
        line.AmountE4 = head.Money.AmountE4;
        line.CostE4 = cost ?? 0;
        line.HasCost = cost is not null;
        line.Kind = kind;
        line.NamesCustomer = !head.Customer.IsEmpty;
        line.CustomerFacts = facts;
        line.ProductFacts = describesProducts ? ProductOf(head) : null;
        return null;
    }

    protected override ImportRow? Parse()
    {
        if (!TryHead(out var head)) return null;
        var customer = head.Customer.IsEmpty ? null : head.Customer.ToString();
        CustomerRow? person = null;
        if (customer is not null && !TryCustomerPart(customer, out person)) return null;
        if (!TryKind(ref head, out var kind, out var cost)) return null;
        var product = ProductOf(head);
        return new ImportRow
        {
            RowNumber = RowNumber,
            Line = new OrderLineRow
            {
                Document = head.Document.ToString(),
                CustomerKey = customer,
                ProductKey = product?.Key,
                AtSeconds = head.AtSeconds,
                Channel = Text(F.Channel),
                Country = Text(F.Country),
                Kind = kind,
                QuantityE4 = head.Money.QuantityE4,
                UnitPriceE4 = head.Money.PriceE4,
                DiscountE4 = head.Money.DiscountE4,
                AmountE4 = head.Money.AmountE4,
                CostE4 = cost,
            },
            Customer = person,
            Product = product,
        };
    }

    private bool TryHead(out Head head)
    {
        head = default;
        if (!TryCustomer(out head.Customer) || !TryAt(out var local, out head.AtSeconds) || !TryDocument(head.Customer, local, out head.Document)) return false;
        return TryKey(F.Product, out head.Product) && TryMoney(head.Document, out head.Money);
    }

    private bool TryKind(ref Head head, out LineKind kind, out long? cost)
    {
        kind = KindOf(head.Document, Characters(F.ProductName), ref head.Money);
        return TryCost(head.Money, out cost);
    }

    private ProductRow? ProductOf(in Head head) =>
        head.Product.IsEmpty ? null : products.Get(head.Product, Characters(F.ProductName), Characters(F.Category), Characters(F.Brand));

    private bool TryAt(out LocalStamp local, out long seconds)
    {
        local = default;
        seconds = 0;
        if (!TryDate(F.Date, out var stamp)) return false;
        if (stamp is not { } found) return RejectMissing(F.Date);
        local = found;
        if (!local.HasTime && Has(F.Time) && !ValueText.IsNothing(Value(F.Time)))
        {
            if (!DateText.TryTime(Value(F.Time), out var time, out var offset)) return Reject(F.Time, RejectionReason.BadDate, "This is not a time of day.");
            local = new LocalStamp(local.Seconds + time, true, offset);
        }

        seconds = ToUtc(local);
        return !IsFuture(seconds) || Reject(F.Date, RejectionReason.FutureDate, string.Create(CultureInfo.InvariantCulture, $"This date lies after {Plan.AsOf:yyyy-MM-dd}."));
    }

    // Without document numbers, one customer at one time is one document, and an anonymous row is its own.
    private bool TryDocument(ReadOnlySpan<char> customer, LocalStamp local, out ReadOnlySpan<char> document)
    {
        if (Has(F.Document)) return TryKey(F.Document, out document) && (!document.IsEmpty || RejectMissing(F.Document));
        document = customer.IsEmpty ? ImportPlan.RowKey(Plan.File, RowNumber) : NumberOf(customer, local);
        return true;
    }

    // 17850@20101201, or with the time 17850@20101201082600.
    private ReadOnlySpan<char> NumberOf(ReadOnlySpan<char> customer, LocalStamp local)
    {
        customer.CopyTo(written);
        var at = customer.Length;
        written[at++] = '@';
        var (year, month, day) = local.Date;
        Write(year, 4);
        Write(month, 2);
        Write(day, 2);
        if (local.HasTime)
        {
            var second = (int)(((local.Seconds % 86_400) + 86_400) % 86_400);
            Write(second / 3600, 2);
            Write(second / 60 % 60, 2);
            Write(second % 60, 2);
        }

        return written.AsSpan(0, at);

        void Write(int value, int digits)
        {
            for (var i = at + digits - 1; i >= at; i--, value /= 10)
                written[i] = (char)('0' + (value % 10));
            at += digits;
        }
    }

    private bool TryMoney(ReadOnlySpan<char> document, out LineMoney money)
    {
        money = new LineMoney { QuantityE4 = 10_000 };
        if (!TryNumber(F.Quantity, out var quantity) || !TryNumber(F.UnitPrice, out var price) || !TryNumber(F.Amount, out var amount) || !TryNumber(F.Total, out var total)) return false;
        if (Has(F.Quantity) && quantity is null) return RejectMissing(F.Quantity);
        if (priced && price is null && amount is null) return RejectMissing(F.UnitPrice);
        if (Has(F.Amount) && amount is null && price is null) return RejectMissing(F.Amount);
        if (totalOnly && total is null) return RejectMissing(F.Total);
        money.QuantityE4 = quantity ?? 10_000;
        if (totalOnly)
        {
            var isFirst = !document.SequenceEqual(lastDocument);
            amount = isFirst ? total : 0;
            if (isFirst) lastDocument = document.ToString();
        }

        money.PriceE4 = price ?? 0;
        var gross = 0L;
        if (price is { } known)
        {
            if (NumberText.MultiplyE4(money.QuantityE4, known, out var rounded) is not { } product) return Reject(F.UnitPrice, RejectionReason.NumberTooLarge, "Quantity times price is too large.");
            gross = product;
            if (rounded && amount is null) Counts.Notice(ImportNotice.NumbersRounded);
        }

        if (!TryDiscount(price is null ? null : gross, amount, out money.DiscountE4)) return false;
        money.AmountE4 = amount ?? (gross - (Math.Sign(gross) * money.DiscountE4));
        if (price is null && money.QuantityE4 == 10_000) money.PriceE4 = money.AmountE4 + (Math.Sign(money.AmountE4) * money.DiscountE4);
        else if (price is null && money.QuantityE4 != 0) money.PriceE4 = (long)NumberText.DivideHalfEven((Int128)(money.AmountE4 + (Math.Sign(money.AmountE4) * money.DiscountE4)) * 10_000, money.QuantityE4, out _);
        return true;
    }

    private bool TryDiscount(long? gross, long? amount, out long discount)
    {
        discount = 0;
        var field = Has(F.DiscountAmount) ? F.DiscountAmount : Has(F.DiscountFraction) ? F.DiscountFraction : Has(F.DiscountPercent) ? F.DiscountPercent : F.Discount;
        if (!Has(field)) return true;
        var text = Value(field).TrimEnd();
        var percent = text.EndsWith("%");
        long? number;
        if (percent)
        {
            if (!NumberText.TryParseE4(text[..^1], DecimalOf(field), out var value, out _)) return Reject(field, RejectionReason.BadNumber, "This is not a discount in per cent.");
            number = value;
        }
        else if (!TryNumber(field, out number))
        {
            return false;
        }

        if (number is not { } found || found == 0) return true;
        if (!percent && Plan.DiscountUnit == DiscountUnit.Amount)
        {
            discount = Math.Abs(found);
            return true;
        }

        // Of one hundred per cent in ten-thousandths, so that 12.5 % and 0.125 are the same.
        var share = percent || Plan.DiscountUnit == DiscountUnit.Percent ? (Int128)Math.Abs(found) : (Int128)Math.Abs(found) * 100;
        if (share > 1_000_000) return Reject(field, RejectionReason.BadDiscount, "The discount is more than the price.");
        if (gross is { } full) discount = (long)NumberText.DivideHalfEven(Int128.Abs(full) * share, 1_000_000, out _);
        else if (amount is { } net && share < 1_000_000) discount = (long)NumberText.DivideHalfEven(Int128.Abs(net) * share, 1_000_000 - share, out _);
        return true;
    }

    private bool TryCost(LineMoney money, out long? cost)
    {
        cost = null;
        if (!TryNumber(F.Cost, out var whole) || !TryNumber(F.UnitCost, out var each) || !TryNumber(F.Profit, out var profit)) return false;
        if (whole is not null) cost = whole;
        else if (each is { } one) cost = NumberText.MultiplyE4(money.QuantityE4, one, out _);
        else if (profit is { } gain) cost = money.AmountE4 - gain;
        return true;
    }

    private LineKind KindOf(ReadOnlySpan<char> document, ReadOnlySpan<char> name, ref LineMoney money)
    {
        if (name.Contains("bad debt", StringComparison.OrdinalIgnoreCase)) return LineKind.Adjustment;
        var cancels = document.Length > 1 && document[0] is 'C' or 'c' && char.IsAsciiDigit(document[1]);
        if (!cancels && money.AmountE4 == 0 && ((priced && money.PriceE4 == 0) || money.QuantityE4 == 0)) return LineKind.Adjustment;
        var returns = cancels || money.QuantityE4 < 0 || (!Has(F.Quantity) && money.AmountE4 < 0);
        if (!returns) return LineKind.Sale;
        if (money.AmountE4 > 0)
        {
            Counts.Notice(ImportNotice.ReturnsMadeNegative);
            money.AmountE4 = -money.AmountE4;
        }

        if (money.QuantityE4 > 0) money.QuantityE4 = -money.QuantityE4;
        money.PriceE4 = Math.Abs(money.PriceE4);
        return LineKind.Return;
    }

    // What a row is worth before its kind is known; the texts live as long as the row.
    private ref struct Head
    {
        public ReadOnlySpan<char> Document;
        public ReadOnlySpan<char> Customer;
        public ReadOnlySpan<char> Product;
        public long AtSeconds;
        public LineMoney Money;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct LineMoney
    {
        public long QuantityE4;
        public long PriceE4;
        public long DiscountE4;
        public long AmountE4;
    }
}
