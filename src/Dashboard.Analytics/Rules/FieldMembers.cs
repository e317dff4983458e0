using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Rules;

/// <summary>The customers whose value meets a test.</summary>
internal static class FieldMembers
{
    private const int MostStackCharacters = 512;

    /// <summary>The customers.</summary>
    /// <param name="column">The values; null when nobody has one.</param>
    /// <param name="test">The test, of the column's kind.</param>
    /// <param name="customers">Number of customers.</param>
    public static Bitmap Of(FieldColumn? column, RuleTest test, int customers) => column switch
    {
        CodedColumn coded => Predicates.Where(coded.Codes, Wanted(coded, test)),
        TextsColumn texts => OfTexts(texts, new TextMatcher(test)),
        NumbersColumn numbers => OfNumbers(numbers, test),
        RatiosColumn ratios => OfRatios(ratios, test),
        FlagsColumn flags => flags.Flags,
        _ => test is KnownTest { IsKnown: false } ? Bitmap.All(customers) : new Bitmap(customers),
    };

    private static bool[] Wanted(CodedColumn column, RuleTest test)
    {
        var matcher = new TextMatcher(test);
        return [.. column.Values.Select(v => matcher.Matches(v)), matcher.MatchesUnknown];
    }

    private static Bitmap OfTexts(TextsColumn column, TextMatcher matcher)
    {
        var found = new Bitmap(column.Length);
        Partitions.Run(found.Length, (from, to) => AddTexts(column, matcher, found, from, to), CancellationToken.None);
        return found;
    }

    [SkipLocalsInit]
    private static void AddTexts(TextsColumn column, TextMatcher matcher, Bitmap found, int from, int to)
    {
        Span<char> buffer = stackalloc char[MostStackCharacters];
        var bytes = column.Texts.Bytes.Span;
        var starts = column.Texts.Starts.Span;
        for (var row = from; row < to; row++)
        {
            var text = bytes[starts[row]..starts[row + 1]];
            if (text.IsEmpty)
            {
                if (matcher.MatchesUnknown)
                    found.Add(row);
                continue;
            }

            // A character takes at least one byte.
            if (text.Length > MostStackCharacters ? matcher.Matches(Encoding.UTF8.GetString(text)) : matcher.Matches(buffer[..Encoding.UTF8.GetChars(text, buffer)]))
                found.Add(row);
        }
    }

    private static Bitmap OfNumbers(NumbersColumn column, RuleTest test)
    {
        var known = column.Known;
        switch (test)
        {
            case KnownTest { IsKnown: true }:
                return known ?? Bitmap.All(column.Length);
            case KnownTest:
                return known is null ? new Bitmap(column.Length) : ~known;
            case CompareTest { By: RuleOperator.NotEqual } compare:
                return Known(known, ~Equal(column, compare.Value));
            case InTest among:
                var any = among.Values.Select(v => Equal(column, v)).Aggregate((a, b) => a | b);
                return Known(known, among.IsNegated ? ~any : any);
            default:
                var (least, most) = Bounds(test);
                var between = Predicate.Between(column.Values, least, most);
                return known is null ? Predicates.Where(between) : Predicates.Where(Predicate.In(known), between);
        }
    }

    private static Bitmap Known(Bitmap? known, Bitmap set) => known is null ? set : set & known;

    private static Bitmap Equal(NumbersColumn column, RuleValue value) => Predicates.Between(column.Values, Number(value), Number(value));

    private static Bitmap OfRatios(RatiosColumn column, RuleTest test)
    {
        var found = new Bitmap(column.Length);
        Partitions.Run(
            found.Length,
            (from, to) =>
            {
                for (var row = from; row < to; row++)
                {
                    if (column.Divisors[row] > 0 ? Matches(column, row, test) : test is KnownTest { IsKnown: false })
                        found.Add(row);
                }
            },
            CancellationToken.None);
        return found;
    }

    private static bool Matches(RatiosColumn column, int row, RuleTest test)
    {
        switch (test)
        {
            case KnownTest known:
                return known.IsKnown;
            case CompareTest { By: RuleOperator.NotEqual } compare:
                return column.Compare(row, Number(compare.Value)) != 0;
            case InTest among:
                var any = false;
                foreach (var value in among.Values)
                    any |= column.Compare(row, Number(value)) == 0;
                return any != among.IsNegated;
            case CompareTest compare:
                var order = column.Compare(row, Number(compare.Value));
                return compare.By switch
                {
                    RuleOperator.Equal => order == 0,
                    RuleOperator.Less => order < 0,
                    RuleOperator.AtMost => order <= 0,
                    RuleOperator.More => order > 0,
                    _ => order >= 0,
                };
            default:
                var between = (BetweenTest)test;
                return column.Compare(row, Number(between.Least)) >= 0 && column.Compare(row, Number(between.Most)) <= 0;
        }
    }

    // The values that meet the test, both ends included: stored numbers are whole.
    private static (long Least, long Most) Bounds(RuleTest test) => test switch
    {
        BetweenTest between => (Number(between.Least), Number(between.Most)),
        CompareTest { By: RuleOperator.Less } compare => (long.MinValue, Number(compare.Value) - 1),
        CompareTest { By: RuleOperator.AtMost } compare => (long.MinValue, Number(compare.Value)),
        CompareTest { By: RuleOperator.More } compare => (Number(compare.Value) + 1, long.MaxValue),
        CompareTest { By: RuleOperator.AtLeast } compare => (Number(compare.Value), long.MaxValue),
        CompareTest compare => (Number(compare.Value), Number(compare.Value)),
        _ => (1, 0),
    };

    private static long Number(RuleValue value) => value switch { NumberValue number => number.E4, DayValue day => day.Day.DayNumber, _ => 0 };
}
