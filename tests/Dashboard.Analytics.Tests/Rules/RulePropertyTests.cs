using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Rules;

public sealed class RulePropertyTests
{
    private static readonly Snapshot Shop = RuleShop.Random(1, 50);

    [Fact]
    public void Parse_OfAnyFormattedRule_GivesTheRuleBack() =>
        Prop.ForAll(RuleGenerators.Any.ToArbitrary(), rule =>
        {
            var text = RuleText.Format(rule);
            var read = RuleText.Parse(text);
            Assert.Equal(rule, read);
            Assert.Equal(rule.GetHashCode(), read.GetHashCode());
            Assert.Equal(text, RuleText.Format(read));
            Assert.NotEmpty(RuleSentence.Of(rule));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 364)]
    [InlineData(2, 200)]
    [InlineData(3, 90)]
    [InlineData(4, 20)]
    public void Members_OfAnyRule_EqualANaiveRecomputation(int seed, int day)
    {
        var shop = RuleShop.Random(seed, 40);
        var naive = new NaiveRules(shop, RuleShop.Start + day);
        Prop.ForAll(RuleGenerators.OfShop.ToArbitrary(), rule =>
            Assert.Equal(naive.Members(rule), RuleMembers.Of(shop, rule, RuleShop.Start + day, CancellationToken.None).ToArray())).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Members_OfAnyRules_FollowTheLawsOfAlgebra()
    {
        Prop.ForAll(RuleGenerators.OfShop.Two().ToArbitrary(), rules =>
        {
            var (a, b) = rules;
            Same(new Not(new AllOf([a, b])), new AnyOf([new Not(a), new Not(b)]));
            Same(new Not(new AnyOf([a, b])), new AllOf([new Not(a), new Not(b)]));
            Same(new Not(new Not(a)), a);
            Same(new AllOf([a, new AnyOf([a, b])]), a);
            Same(new AnyOf([a, new AllOf([a, b])]), a);
            Same(new AllOf([a, b]), new AllOf([b, a]));
            Same(new AnyOf([a, b]), new AnyOf([b, a]));
            Same(new AnyOf([a, new Not(a)]), new Everyone());
            Same(new AllOf([a, new Not(a)]), new Not(new Everyone()));
            Same(new AllOf([a, new Everyone()]), a);
        }).QuickCheckThrowOnFailure();

        static void Same(Rule left, Rule right) => Assert.Equal(Members(left), Members(right));
    }

    [Fact]
    public void Parse_OfAnyText_GivesARuleOrSaysWhy() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => Read(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_OfMutatedText_GivesARuleOrSaysWhy()
    {
        const string Letters = "()\"'\\,<>=!andornotin%-.0129 \u00e9\ud83d\ude00\0\n";
        var random = new Random(7);
        foreach (var rule in RuleGenerators.OfShop.Sample(300))
        {
            var text = RuleText.Format(rule).ToList();
            for (var i = 0; i < 8 && text.Count > 1; i++)
            {
                var at = random.Next(text.Count);
                switch (random.Next(4))
                {
                    case 0:
                        text.RemoveRange(at, Math.Min(random.Next(1, 6), text.Count - at));
                        break;
                    case 1:
                        text.Insert(at, Letters[random.Next(Letters.Length)]);
                        break;
                    case 2:
                        text[at] = Letters[random.Next(Letters.Length)];
                        break;
                    default:
                        text.InsertRange(at, text.GetRange(0, Math.Min(text.Count, random.Next(1, 20))));
                        break;
                }

                Read(string.Concat(text));
                RuleCompletion.At(string.Concat(text), random.Next(text.Count + 1), Shop);
            }
        }
    }

    [Fact]
    public void With_AnyNumberOfAnyRule_ReplacesThatNumberAlone() =>
        Prop.ForAll(RuleGenerators.OfShop.ToArbitrary(), rule =>
        {
            var numbers = RuleNumbers.Of(rule);
            foreach (var number in numbers)
            {
                Assert.Equal(rule, RuleNumbers.With(rule, number.Position, number.Value));
                var changed = RuleNumbers.Of(RuleNumbers.With(rule, number.Position, 77));
                Assert.Equal(numbers.Select(n => n.Position == number.Position ? 77 : n.Value), changed.Select(n => n.Value));
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => RuleNumbers.With(rule, numbers.Count, 5));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Explain_AnyRule_AgreesWithItsMembersAndItsChangeTurnsItRound()
    {
        var day = RuleShop.Start + 200;
        var scope = new Analytics.Scopes.Scope(new Analytics.Scopes.RangeChoice(null, DateOnly.FromDayNumber(RuleShop.Start), DateOnly.FromDayNumber(day)), Analytics.Scopes.Comparison.None, Analytics.Scopes.Filter.Everything);
        Prop.ForAll(RuleGenerators.OfShop.ToArbitrary(), rule =>
        {
            var members = RuleMembers.Of(Shop, rule, day, CancellationToken.None);
            foreach (var customer in new[] { 0, 7, 49 })
            {
                var explanation = new RuleExplanationRequest(rule, Shop.Customers.Keys.Text(customer), scope).Run(Shop, CancellationToken.None);
                Assert.Equal(members[customer], explanation.Holds);
                if (explanation.Change is { } change)
                    Assert.NotEqual(explanation.Root.Holds, After(explanation.Root, [.. change.Select(s => s.Condition)]));
            }
        }).QuickCheckThrowOnFailure();

        static bool After(ExplainedNode node, HashSet<RuleCondition> changed) => node.Node switch
        {
            AllOf => node.Children.All(c => After(c, changed)),
            AnyOf => node.Children.Any(c => After(c, changed)),
            Not => !After(node.Children[0], changed),
            SegmentRule => After(node.Children[0], changed),
            RuleCondition condition => node.Holds != changed.Contains(condition),
            _ => true,
        };
    }

    private static int[] Members(Rule rule) => RuleMembers.Of(Shop, rule, RuleShop.Start + 200, CancellationToken.None).ToArray();

    private static void Read(string text)
    {
        if (RuleText.TryParse(text, out var rule, out var problem))
        {
            Assert.Equal(rule, RuleText.Parse(RuleText.Format(rule!)));
            return;
        }

        Assert.NotEmpty(problem!.Message);
        Assert.InRange(problem.Position, -1, text.Length);
        Assert.InRange(problem.Position + problem.Length, -1, text.Length);
    }
}
