using System.Globalization;
using System.Runtime.InteropServices;
using F = Dashboard.Services.Imports.ImportField;

namespace Dashboard.Services.Imports;

/// <summary>
/// Reads order lines, and orders of one row. Example:
/// <c>536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom</c>.
/// </summary>
internal sealed class OrderRowParser : CustomerPartParser
{
    private readonly bool _priced;
    private readonly bool _totalOnly;
    private readonly ProductCache _products = new();
    private string? _lastDocument;

    public OrderRowParser(ImportPlan plan, ImportCounts counts)
        : base(plan, counts)
    {
        _priced = Has(F.UnitPrice);
        _totalOnly = Has(F.Total) && !Has(F.Amount) && !_priced;
    }

    protected override ImportRow? Parse()
    {
        if (!TryCustomer(out var customer) || !TryAt(out var local, out var at) || !TryDocument(customer, local, out var document)) return null;
        if (!TryKey(F.Product, out var product)) return null;
        if (!TryMoney(document, out var money)) return null;
        CustomerRow? person = null;
        if (customer is not null && !TryCustomerPart(customer, out person)) return null;
        var name = Text(F.ProductName);
        var kind = KindOf(document, name, ref money);
        if (!TryCost(money, out var cost)) return null;
        return new ImportRow
        {
            RowNumber = RowNumber,
            Line = new OrderLineRow
            {
                Document = document,
                CustomerKey = customer,
                ProductKey = product,
                AtSeconds = at,
                Channel = Text(F.Channel),
                Country = Text(F.Country),
                Kind = kind,
                QuantityE4 = money.QuantityE4,
                UnitPriceE4 = money.PriceE4,
                DiscountE4 = money.DiscountE4,
                AmountE4 = money.AmountE4,
                CostE4 = cost,
            },
            Customer = person,
            Product = product is null ? null : _products.Get(product, name, Text(F.Category), Text(F.Brand)),
        };
    }

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
    private bool TryDocument(string? customer, LocalStamp local, out string document)
    {
        document = "";
        if (Has(F.Document))
        {
            if (!TryKey(F.Document, out var key)) return false;
            if (key is null) return RejectMissing(F.Document);
            document = key;
            return true;
        }

        document = customer is null
            ? ImportPlan.RowKey(Plan.File, RowNumber)
            : string.Create(CultureInfo.InvariantCulture, $"{customer}@{DateTime.UnixEpoch.AddSeconds(local.Seconds).ToString(local.HasTime ? "yyyyMMddHHmmss" : "yyyyMMdd", CultureInfo.InvariantCulture)}");
        return true;
    }

    private bool TryMoney(string document, out LineMoney money)
    {
        money = new LineMoney { QuantityE4 = 10_000 };
        if (!TryNumber(F.Quantity, out var quantity) || !TryNumber(F.UnitPrice, out var price) || !TryNumber(F.Amount, out var amount) || !TryNumber(F.Total, out var total)) return false;
        if (Has(F.Quantity) && quantity is null) return RejectMissing(F.Quantity);
        if (_priced && price is null && amount is null) return RejectMissing(F.UnitPrice);
        if (Has(F.Amount) && amount is null && price is null) return RejectMissing(F.Amount);
        if (_totalOnly && total is null) return RejectMissing(F.Total);
        money.QuantityE4 = quantity ?? 10_000;
        if (_totalOnly)
        {
            amount = document == _lastDocument ? 0 : total;
            _lastDocument = document;
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
        if (price is null && money.QuantityE4 != 0) money.PriceE4 = (long)NumberText.DivideHalfEven((Int128)(money.AmountE4 + (Math.Sign(money.AmountE4) * money.DiscountE4)) * 10_000, money.QuantityE4, out _);
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

    private LineKind KindOf(string document, string? name, ref LineMoney money)
    {
        if (name is not null && name.Contains("bad debt", StringComparison.OrdinalIgnoreCase)) return LineKind.Adjustment;
        var cancels = document.Length > 1 && document[0] is 'C' or 'c' && char.IsAsciiDigit(document[1]);
        if (!cancels && money.AmountE4 == 0 && ((_priced && money.PriceE4 == 0) || money.QuantityE4 == 0)) return LineKind.Adjustment;
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

    [StructLayout(LayoutKind.Auto)]
    private struct LineMoney
    {
        public long QuantityE4;
        public long PriceE4;
        public long DiscountE4;
        public long AmountE4;
    }
}
