using Dashboard.Analytics.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Rules;

/// <summary>Any rules: of any texts, for the text; of what <see cref="RuleShop.Random"/> has, for the members.</summary>
internal static class RuleGenerators
{
    private static readonly Gen<DateOnly> Day = Gen.Choose(-100, 400).Select(d => DateOnly.FromDayNumber(RuleShop.Start + d));

    private static readonly Gen<RuleWindow> Window = Gen.OneOf(
        Gen.Constant(RuleWindow.Ever),
        Gen.Choose(1, 400).Select(n => (RuleWindow)new LastWindow(n, WindowUnit.Days)),
        Gen.Choose(1, 60).Select(n => (RuleWindow)new LastWindow(n, WindowUnit.Weeks)),
        Gen.Choose(1, 30).Select(n => (RuleWindow)new LastWindow(n, WindowUnit.Months)),
        Day.Two().Select(d => (RuleWindow)new BetweenWindow(Min(d), Max(d))),
        Day.Select(d => (RuleWindow)new BeforeWindow(d)),
        Day.Select(d => (RuleWindow)new AfterWindow(d)));

    private static readonly Gen<RuleValue> Number = Gen.OneOf(Gen.Choose(-2, 60).Select(n => (RuleValue)new NumberValue(n)), Gen.Choose(-20_000, 2_000_000).Select(n => (RuleValue)new NumberValue(n / 10_000m)));

    /// <summary>Rules of what the random shop has.</summary>
    public static Gen<Rule> OfShop { get; } = Tree(Condition(Gen.Elements(
        "Germany", "FRANCE", "Spain", "Region 1", "City 3", "female", "de", "Search", "1001", "10005", "K001", "k1", "Name 7", "@example", "+49 1", "38", "large", "Category 1", "Brand 1", "P3", "P4", "Product 5", "web", "email", "Win back", "c1", "Campaign 2", "n"), isOfShop: true), 3);

    /// <summary>Rules of any texts.</summary>
    public static Gen<Rule> Any { get; } = Tree(Condition(ArbMap.Default.GeneratorFor<string>().Select(t => t ?? ""), isOfShop: false), 3);

    private static Gen<Rule> Tree(Gen<Rule> condition, int depth)
    {
        if (depth == 0)
            return condition;
        var part = Tree(condition, depth - 1);
        return Gen.Frequency(
            (3, condition),
            (2, part.ArrayOf(2).Select(p => (Rule)new AllOf([.. p]))),
            (2, part.ArrayOf(3).Select(p => (Rule)new AnyOf([.. p]))),
            (1, part.Select(p => (Rule)new Not(p))),
            (1, Gen.Constant((Rule)new Everyone())));
    }

    private static Gen<Rule> Condition(Gen<string> texts, bool isOfShop)
    {
        var filterTest = Test(RuleFieldKind.Text, texts, []);
        var documentFilters = from field in Gen.Elements(RuleFilters.OfDocuments.Select(f => f.Name).ToArray()) from test in filterTest select new RuleFilter(field, test);
        var contactFilters = from field in Gen.Elements(RuleFilters.OfContacts.Select(f => f.Name).ToArray()) from test in filterTest select new RuleFilter(field, test);
        var step = Gen.Elements(Enum.GetValues<ResponseStep>());
        var numberTest = Test(RuleFieldKind.Number, texts, []);
        var activity =
            from measure in Gen.Elements(Enum.GetValues<ActivityMeasure>())
            from window in Window
            from count in Gen.Choose(0, 2)
            from filters in documentFilters.ArrayOf(count)
            from test in numberTest
            select (Rule)new ActivityRule(new Activity(measure, window, [.. filters]), measure == ActivityMeasure.Bought ? new FlagTest() : test);
        var responses =
            from s in step
            from window in Window
            from count in Gen.Choose(0, 2)
            from filters in contactFilters.ArrayOf(count)
            from test in numberTest
            select (Rule)new ResponsesRule(new Responses(s, window, [.. filters]), test);
        // The shop has no models, so nothing can be asked of them.
        var fields = RuleFields.All.Where(field => !isOfShop || field.Subject != "Predictions").Select(field => Field(field, isOfShop, texts)).ToArray();
        return Gen.Frequency(
            (6, Gen.OneOf(fields)),
            (4, activity),
            (2, responses),
            (1, from name in isOfShop ? Gen.Elements("c0", "c2", "campaign 1") : texts from s in step select (Rule)new CampaignRule(name, s)),
            (1, (isOfShop ? Gen.Elements("A", "b", "C") : texts).Select(n => (Rule)new SegmentRule(n))),
            (1, (isOfShop ? Gen.Constant("picked") : texts).Select(n => (Rule)new ListRule(n))));
    }

    private static Gen<Rule> Field(RuleField field, bool isOfShop, Gen<string> texts)
    {
        var argument = field.Argument is null ? Gen.Constant<string?>(null) : isOfShop
            ? field.Name switch
            {
                "attribute" => Gen.Elements<string?>("Size", "size", "Colour"),
                "consent" => Gen.Elements<string?>("email", "sms", "post"),
                "nth_order" or "nth_product" or "nth_category" or "nth_brand" or "days_to_next" => Gen.Elements<string?>("1", "2", "3"),
                "rfm.group_on" => Gen.Elements<string?>("2024-06-30", "2025-01-31", "2025-02-28"),
                "contactable" => Gen.Elements<string?>("email", "sms"),
                _ => Gen.Constant<string?>("habits"),
            }
            : texts.Select(t => (string?)t);
        var values = field.Name == "cluster" && isOfShop ? Gen.Elements("left", "Right", "Middle") : texts;
        return from a in argument from test in Test(field.Kind, values, field.Choices) select (Rule)new FieldRule(field.Name, a, test);
    }

    private static Gen<RuleTest> Test(RuleFieldKind kind, Gen<string> texts, IReadOnlyList<string> choices)
    {
        if (kind == RuleFieldKind.Flag)
            return Gen.Constant<RuleTest>(new FlagTest());
        var text = (choices.Count > 0 ? Gen.Elements(choices.ToArray()) : texts).Select(t => (RuleValue)new TextValue(t));
        var day = Day.Select(d => (RuleValue)new DayValue(d));
        var ordered = kind switch { RuleFieldKind.Number => Number, RuleFieldKind.Day => day, _ => Gen.OneOf(Number, day) };
        var any = kind switch { RuleFieldKind.Text or RuleFieldKind.Choice => text, RuleFieldKind.Free => Gen.OneOf(text, ordered), _ => ordered };
        var tests = new List<Gen<RuleTest>>
        {
            from op in Gen.Elements(RuleOperator.Equal, RuleOperator.NotEqual) from v in any select (RuleTest)new CompareTest(op, v),
            from n in Gen.Choose(1, 3) from v in any.ArrayOf(n) from negated in Gen.Elements(true, false) select (RuleTest)new InTest([.. v], negated),
            Gen.Elements(true, false).Select(k => (RuleTest)new KnownTest(k)),
        };
        if (kind is RuleFieldKind.Text or RuleFieldKind.Free)
            tests.Add(from op in Gen.Elements(RuleOperator.Contains, RuleOperator.StartsWith) from v in text select (RuleTest)new CompareTest(op, v));
        if (kind is RuleFieldKind.Number or RuleFieldKind.Day or RuleFieldKind.Free)
        {
            tests.Add(from op in Gen.Elements(RuleOperator.Less, RuleOperator.AtMost, RuleOperator.More, RuleOperator.AtLeast) from v in ordered select (RuleTest)new CompareTest(op, v));
            tests.Add(kind == RuleFieldKind.Day
                ? Day.Two().Select(d => (RuleTest)new BetweenTest(new DayValue(Min(d)), new DayValue(Max(d))))
                : Number.Two().Select(n => (RuleTest)(((NumberValue)n.Item1).E4 <= ((NumberValue)n.Item2).E4 ? new BetweenTest(n.Item1, n.Item2) : new BetweenTest(n.Item2, n.Item1))));
        }

        return Gen.OneOf(tests);
    }

    private static DateOnly Min((DateOnly A, DateOnly B) days) => days.A < days.B ? days.A : days.B;

    private static DateOnly Max((DateOnly A, DateOnly B) days) => days.A < days.B ? days.B : days.A;
}
