using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using F = Dashboard.Services.Imports.ImportField;

namespace Dashboard.Services.Imports;

/// <summary>What the values of a field look like.</summary>
public enum FieldShape
{
    /// <summary>An id, kept as text.</summary>
    Key,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>An amount or a number.</summary>
    Number,

    /// <summary>A date, perhaps with a time.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A year.</summary>
    Year,

    /// <summary>An age in years.</summary>
    Age,

    /// <summary>A word for a gender.</summary>
    Gender,
}

/// <summary>A field of a kind of file.</summary>
/// <param name="Field">The field.</param>
/// <param name="Shape">What its values look like.</param>
/// <param name="Weight">How much finding it says that a file is of this kind, from 0.</param>
/// <param name="Aliases">Names of columns that mean it, in lower case without spaces and signs; the first are the most usual.</param>
public sealed record FieldDefinition(ImportField Field, FieldShape Shape, double Weight, IReadOnlyList<string> Aliases)
{
    /// <summary>The name for <c>--map</c>, such as "unit-price".</summary>
    public string Key { get; } = FieldCatalog.KeyOf(Field);
}

/// <summary>The fields that each kind of file may have, with the names that columns give them.</summary>
public static class FieldCatalog
{
    private static readonly FieldDefinition[] People =
    [
        Define(F.Name, FieldShape.Text, 0.5, "name fullname customername clientname kundenname contactname"),
        Define(F.FirstName, FieldShape.Text, 0.5, "firstname givenname forename vorname prenom fname"),
        Define(F.LastName, FieldShape.Text, 0.5, "lastname surname familyname nachname lname"),
        Define(F.BirthDate, FieldShape.Date, 1, "birthdate dateofbirth dob birthday geburtsdatum geburtstag"),
        Define(F.BirthYear, FieldShape.Year, 1, "birthyear yearbirth yearofbirth yob geburtsjahr"),
        Define(F.Age, FieldShape.Age, 1, "age ageyears customerage alter"),
        Define(F.Gender, FieldShape.Gender, 1, "gender sex geschlecht customergender sexe"),
        Define(F.Country, FieldShape.Text, 0.5, "country countryname countrycode shippingcountry billingcountry land pays pais nation customercountry"),
        Define(F.Region, FieldShape.Text, 0.4, "region state province county shippingprovince billingprovince stateprovince bundesland"),
        Define(F.City, FieldShape.Text, 0.5, "city town shippingcity billingcity stadt ort ville ciudad"),
        Define(F.Postcode, FieldShape.Text, 0.5, "postcode postalcode zip zipcode shippingzip billingzip plz postleitzahl codepostal"),
        Define(F.Language, FieldShape.Text, 0.5, "language lang locale sprache langue preferredlanguage"),
        Define(F.AcquisitionChannel, FieldShape.Text, 1, "acquisitionchannel acquisitionsource signupsource leadsource customersource acquiredvia howfound"),
        Define(F.SignedUp, FieldShape.Date, 1.5, "signedup signup signupdate signedupat dtcustomer registrationdate registered registeredat joined joindate joinedat customersince membersince enrolldate accountcreated createdat datecreated dateadded"),
        Define(F.Email, FieldShape.Email, 0.7, "email emailaddress mail customeremail useremail contactemail"),
        Define(F.Phone, FieldShape.Text, 0.5, "phone phonenumber telephone mobile mobilephone tel telefon handy customerphone shippingphone billingphone"),
        Define(F.ConsentEmail, FieldShape.Boolean, 1, "consentemail emailconsent emailoptin optinemail acceptsmarketing acceptsemailmarketing emailmarketing newsletter newsletteroptin emailsubscribed marketingconsent optin"),
        Define(F.ConsentSms, FieldShape.Boolean, 1, "consentsms smsconsent smsoptin optinsms acceptssmsmarketing smsmarketing smssubscribed"),
        Define(F.ConsentPhone, FieldShape.Boolean, 1, "consentphone phoneconsent phoneoptin optinphone callconsent"),
        Define(F.ConsentPost, FieldShape.Boolean, 1, "consentpost postconsent postoptin optinpost mailoptin directmailconsent"),
        Define(F.ConsentAds, FieldShape.Boolean, 1, "consentads adsconsent adsoptin optinads adconsent"),
        Define(F.ConsentAt, FieldShape.Date, 1, "consentat consentdate consenttime optindate optinat optintime"),
        Define(F.ConsentSource, FieldShape.Text, 0.5, "consentsource optinsource"),
    ];

    private static readonly FieldDefinition Customer = Define(
        F.Customer, FieldShape.Key, 1, "customerid customer custid cust customerno customernumber customerkey clientid client userid user memberid shopperid buyerid accountid kundennummer kundennr kundenid visitorid contactid personid");

    private static readonly FieldDefinition Attribute = Define(F.Attribute, FieldShape.Text, 0, "");

    private static readonly FieldDefinition[] Goods =
    [
        Define(F.ProductName, FieldShape.Text, 0.7, "description productname productdescription itemname itemdescription producttitle title lineitemname artikelbezeichnung bezeichnung itemtitle"),
        Define(F.Category, FieldShape.Text, 0.7, "category productcategory productcategoryname department producttype kategorie warengruppe itemcategory productgroup"),
        Define(F.Brand, FieldShape.Text, 0.7, "brand vendor manufacturer lineitemvendor marke hersteller make"),
    ];

    private static readonly FieldDefinition Product = Define(
        F.Product, FieldShape.Key, 1, "productid stockcode sku productcode itemid itemcode lineitemsku product item productno productnumber articleid articleno article ean upc gtin artikelnummer artikelnr asin partno variantid");

    private static readonly Dictionary<ImportKind, FieldDefinition[]> Kinds = new()
    {
        [ImportKind.Orders] =
        [
            Define(F.Document, FieldShape.Key, 2, "invoiceno invoice orderid invoicenumber ordernumber orderno invoiceid documentno documentid document order transactionid transaction transno receiptno receiptid receipt basketid basket saleid billno bestellnummer rechnungsnummer belegnummer checkoutid purchaseid"),
            Customer,
            Define(F.Date, FieldShape.Date, 1.5, "invoicedate orderdate date datetime timestamp purchasedate orderedat ordertime transactiondate createdat saledate orderpurchasetimestamp documentdate time day eventtime eventdate bestelldatum rechnungsdatum datum ordercreated placedat paidat visitdate"),
            Define(F.Time, FieldShape.Time, 0.2, "time ordertime timeofday uhrzeit invoicetime transactiontime"),
            Product,
            .. Goods,
            Define(F.Quantity, FieldShape.Number, 1.5, "quantity qty units lineitemquantity quantitysold menge anzahl pieces count itemcount quantite cantidad orderquantity amountsold"),
            Define(F.UnitPrice, FieldShape.Number, 1, "unitprice price lineitemprice itemprice priceeach sellingprice einzelpreis preis stueckpreis prixunitaire precio saleprice"),
            Define(F.Amount, FieldShape.Number, 1.5, "amount lineamount linetotal sales revenue extendedprice netamount lineprice totalprice value turnover umsatz betrag salesamount itemtotal linerevenue spend"),
            Define(F.Total, FieldShape.Number, 1.5, "total ordertotal ordervalue grandtotal orderamount totalamount invoicetotal basketvalue gesamtbetrag gesamt subtotal paymentvalue totalpaid"),
            Define(F.Discount, FieldShape.Number, 0.5, "discount linediscount rabatt lineitemdiscount discountvalue remise"),
            Define(F.DiscountAmount, FieldShape.Number, 0.5, "discountamount amountoff"),
            Define(F.DiscountFraction, FieldShape.Number, 0.5, "discountfraction discountrate"),
            Define(F.DiscountPercent, FieldShape.Number, 0.5, "discountpercent discountpct discountpercentage"),
            Define(F.Cost, FieldShape.Number, 0.5, "cost linecost totalcost cogs costofgoods kosten"),
            Define(F.UnitCost, FieldShape.Number, 0.5, "unitcost costprice itemcost einkaufspreis purchaseprice"),
            Define(F.Profit, FieldShape.Number, 0.5, "profit margin grossprofit lineprofit gewinn"),
            Define(F.Channel, FieldShape.Text, 0.5, "channel saleschannel orderchannel ordersource source kanal shipmode"),
            .. People.Where(definition => definition.Field is not (F.BirthYear or F.Age or F.ConsentAt or F.ConsentSource or F.SignedUp)).Select(InOrders),
            Attribute,
        ],
        [ImportKind.Customers] =
        [
            Customer with { Aliases = [.. Customer.Aliases, "id"] },
            .. People,
            Define(F.Response, FieldShape.Boolean, 0.5, "response responded"),
            Attribute,
        ],
        [ImportKind.Products] =
        [
            Product with { Aliases = [.. Product.Aliases, "id", "code"], Weight = 1.5 },
            .. Goods.Select(definition => definition.Field == F.ProductName ? definition with { Aliases = [.. definition.Aliases, "name"], Weight = 1 } : definition),
            Define(F.Price, FieldShape.Number, 1, "price listprice unitprice retailprice rrp msrp sellingprice preis verkaufspreis"),
            Define(F.UnitCost, FieldShape.Number, 1, "cost unitcost costprice costperitem einkaufspreis purchaseprice"),
        ],
        [ImportKind.Campaigns] =
        [
            Define(F.Campaign, FieldShape.Key, 1.5, "campaignid campaign campaigncode campaignkey id campaignno kampagne"),
            Define(F.CampaignName, FieldShape.Text, 1, "campaignname name title subject campaigntitle"),
            Define(F.CampaignChannel, FieldShape.Text, 1, "channel campaignchannel medium campaigntype type kanal"),
            Define(F.Goal, FieldShape.Text, 1, "goal objective purpose campaigngoal ziel"),
            Define(F.Start, FieldShape.Date, 1.5, "start startdate startedat starttime begin from launchdate launched sentat senddate startday beginn"),
            Define(F.End, FieldShape.Date, 1.5, "end enddate endedat endtime until to finish endday ende"),
            Define(F.CampaignCost, FieldShape.Number, 1.5, "cost budget spend campaigncost totalcost costs kosten"),
            Define(F.Offer, FieldShape.Text, 1, "offer promotion incentive discount angebot coupon"),
        ],
        [ImportKind.Contacts] =
        [
            Customer,
            Define(F.Campaign, FieldShape.Key, 1.5, "campaign campaignid campaignkey campaigncode segment arm variant cell testcell kampagne"),
            Define(F.CampaignName, FieldShape.Text, 0.5, "campaignname campaigntitle"),
            Define(F.CampaignChannel, FieldShape.Text, 0.5, "campaignchannel contactchannel sendchannel"),
            Define(F.Date, FieldShape.Date, 0.5, "contactdate contactedat senttime sentat senddate date datetime timestamp contacttime time sent"),
            Define(F.Group, FieldShape.Text, 1.5, "group treatment treated testgroup treatmentgroup exposed assignment exposure"),
            Define(F.Control, FieldShape.Boolean, 1.5, "control iscontrol holdout controlgroup isholdout heldout"),
            Define(F.Delivered, FieldShape.Boolean, 1, "delivered isdelivered received"),
            Define(F.Opened, FieldShape.Boolean, 1, "opened open isopened emailopened opens"),
            Define(F.Clicked, FieldShape.Boolean, 1, "clicked click visit visited clicks clickthrough"),
            Define(F.Converted, FieldShape.Boolean, 1, "converted conversion purchased bought purchase ordered"),
            Define(F.Revenue, FieldShape.Number, 0.5, "revenue spend spent amount sales value ordervalue"),
            Attribute,
        ],
    };

    private static readonly FrozenSet<string> KnownNames = Kinds.Values.SelectMany(fields => fields).SelectMany(field => field.Aliases).Where(alias => alias.Length >= 4).ToFrozenSet();

    /// <summary>The fields that a kind of file may have.</summary>
    public static IReadOnlyList<FieldDefinition> Of(ImportKind kind) => Kinds[kind];

    /// <summary>The definition of a field in a kind of file; null when the kind has no such field.</summary>
    public static FieldDefinition? Find(ImportKind kind, ImportField field) => Array.Find(Kinds[kind], definition => definition.Field == field);

    /// <summary>Whether several columns may have this field.</summary>
    public static bool MayRepeat(ImportField field) => field is F.Attribute or F.Response;

    internal static bool IsKnownName(string column) => KnownNames.Contains(Plain(column));

    internal static string KeyOf(ImportField field)
    {
        var name = field.ToString();
        var key = new StringBuilder(name.Length + 2);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && key.Length > 0) key.Append('-');
            key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

    /// <summary>A name in lower case, without accents, spaces and signs.</summary>
    internal static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    private static FieldDefinition Define(ImportField field, FieldShape shape, double weight, string aliases) =>
        new(field, shape, weight, aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // In an order file, a bare "name" may be anything.
    private static FieldDefinition InOrders(FieldDefinition definition) =>
        definition with { Weight = 0.1, Aliases = [.. definition.Aliases.Where(alias => alias is not ("name" or "newsletter"))] };
}
