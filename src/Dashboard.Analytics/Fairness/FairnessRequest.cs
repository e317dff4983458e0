using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Fairness;

/// <summary>
/// Whether a rule (a segment, an audience, a score above a threshold) selects people of some groups less often than others, and whether what it uses stands in for a sensitive attribute.
/// It selects among those whom the scope's filter leaves; both are asked on the last day of the range.
/// </summary>
/// <param name="Scope">When and whom.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Reference">With whom groups are compared.</param>
public sealed record FairnessRequest(Scope Scope, Rule Rule, FairnessReference Reference = FairnessReference.HighestRate) : IAnalysis<FairnessResult>, IScoped
{
    // Custom attributes of more values tell people apart rather than groups.
    private const int MostValues = 50;

    /// <inheritdoc/>
    /// <exception cref="RuleException">The rule can't be used on this data.</exception>
    public FairnessResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var asOf = snapshot.Resolve(Scope.Range).To.DayNumber;
        var people = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        var selected = RuleMembers.Of(snapshot, Rule, asOf, cancellationToken) & people;
        var named = snapshot.Settings.Sensitive.Names.Select(name => (Name: name, Column: SensitiveColumn.Of(snapshot, name, asOf))).ToList();
        var result = new FairnessResult
        {
            Rule = Rule,
            Reference = Reference,
            People = people.Count(),
            Selected = selected.Count(),
            LeastPeople = snapshot.Settings.SmallestGroup,
            Attributes = [],
            Absent = [.. named.Where(n => n.Column is null).Select(n => SensitiveAttributes.LabelOf(n.Name))],
            Proxies = [],
            Choices =
            [
                .. SensitiveAttributes.OfEveryShop.Keys,
                .. snapshot.Customers.Attributes.Where(a => a.Value.Values.Length is > 0 and <= MostValues).Select(a => SensitiveAttributes.CustomPrefix + a.Key).Order(StringComparer.Ordinal),
            ],
            Receipt = Receipt.For(snapshot, Scope, "", 0, "customers"),
        };
        if (!result.IsTooFew)
        {
            var counted = named.Select(n => n.Column).OfType<SensitiveColumn>().Select(c => (Column: c, Counts: c.Count(people, selected, cancellationToken))).ToList();
            var known = counted.Where(c => c.Counts.People[..^1].Any(count => count > 0)).ToList();
            result = result with
            {
                Attributes = SelectionRates.Adjusted([.. known.Select(k => SelectionRates.Of(k.Counts, snapshot.Settings.SmallestGroup, Reference))]),
                Absent = [.. result.Absent, .. counted.Except(known).Select(c => SensitiveAttributes.LabelOf(c.Column.Name))],
                Proxies = ProxyScan.Of(snapshot, Rule, [.. known.Select(k => k.Column)], people, asOf, cancellationToken),
            };
        }

        return result with { Receipt = ReceiptOf(snapshot, result) };
    }

    private Receipt ReceiptOf(Snapshot snapshot, FairnessResult result)
    {
        var culture = CultureInfo.InvariantCulture;
        return Receipt.For(
            snapshot,
            Scope,
            "Of the people of each group, the share whom the rule selects (with Wilson's interval), and its ratio to the share of the reference with the interval of Katz and others on the logarithm. "
            + "A group is under the line when the whole interval lies under four fifths and Fisher's exact test against everybody else, adjusted by Benjamini's and Hochberg's method over all groups of all "
            + "attributes, finds a difference. What the rule uses is compared with each attribute by Cramér's V or, for numbers, the correlation ratio, both corrected for bias.",
            result.People,
            "customers") with
        {
            Details =
            [
                new("Rule", $"{Rule}: {result.Selected.ToString("N0", culture)} of {result.People.ToString("N0", culture)} customers selected"),
                new("Reference", Reference == FairnessReference.Others ? "everybody else of whom the attribute is known" : string.Create(culture, $"the group with the highest rate among those with at least {SelectionRates.LeastShareOfReference:P0} of the people")),
                new("Line", string.Create(culture, $"{SelectionRates.Line} (four fifths, 29 CFR 1607.4 D)")),
                new("Significance", string.Create(culture, $"adjusted p at most {SelectionRates.FalseDiscoveries}")),
                new("Intervals", string.Create(culture, $"{SelectionRates.Level:P0}, each for itself")),
                new("Sensitive attributes", string.Join(", ", snapshot.Settings.Sensitive.Names.Select(SensitiveAttributes.LabelOf))),
                new("Fewest people", string.Create(culture, $"{result.LeastPeople}: smaller groups are taken together and not compared")),
                .. result.Absent.Select(a => new KeyValuePair<string, string>($"Not known: {a}", "nobody has a value")),
                .. result.Attributes.Where(a => a.Hidden is not null).Select(a => new KeyValuePair<string, string>(
                    $"Hidden: {a.Label}", string.Create(culture, $"{a.HiddenGroups:N0} groups{(a.HidesUnknown ? " and those not known" : "")} of {a.Hidden!.People:N0} people together"))),
            ],
        };
    }
}
