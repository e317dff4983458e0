using System.Text.RegularExpressions;

namespace Dashboard.Services.Tests;

/// <summary>Keeps the shape of docs/decisions/0001: three projects, one arrow, one owner for each heavy dependency.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly (string Rule, string Folder, string Forbidden, string? Owner)[] Rules =
    [
        ("Analytics is pure mathematics: no services, no screens", "src/Dashboard.Analytics", @"^using (static )?(Dashboard\.(Services|Web)|Microsoft\.|Radzen|System\.IO|System\.Net)", null),
        ("Analytics has no async, no clock, no shared randomness", "src/Dashboard.Analytics", @"\basync\b|\bDateTime(Offset)?\.(Now|UtcNow|Today)|new Random\(\)|Random\.Shared", null),
        ("Services never mentions the web, its widgets or its scheduler", "src/Dashboard.Services", @"^using (static )?(Dashboard\.Web|Microsoft\.AspNetCore|Microsoft\.JSInterop|Radzen|Quartz)", null),
        ("Web never touches the store's tables", "src/Dashboard.Web", @"^using (static )?Microsoft\.Data\.Sqlite|DashboardDbContext", null),
        ("Of the screens, only accounts have tables, which are Identity's", "src/Dashboard.Web", @"^using (static )?Microsoft\.EntityFrameworkCore", @"/Dashboard\.Web/Access/"),
        ("Web reads results and never runs an algorithm itself", "src/Dashboard.Web", @"\.Run\([a-z]*[sS]napshot|RfmScores\.Of|Selection\.Of|DimensionColumn\.Of|SnapshotBuilder", null),
        ("Spreadsheet packages live in Services/Excel and the reader of Services/Imports", "src", @"^using (static )?DocumentFormat\.OpenXml", @"/Dashboard\.Services/(Excel|Imports)/"),
        ("JavaScript is called from Web/Charts, the layout and the shared components", "src/Dashboard.Web", @"IJSRuntime|IJSObjectReference", @"/(Charts|Layout|Components)/"),
        ("Folders are named by subject", "src", @"^namespace .*\.(Utils?|Helpers?|Common|Core|Managers|Models|Interfaces)\b", null),
    ];

    public static TheoryData<string> RuleNames => new(Rules.Select(r => r.Rule));

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Sources_OfEachProject_KeepTheRule(string rule)
    {
        var (_, folder, forbidden, owner) = Rules.Single(r => r.Rule == rule);
        var root = Repository.Root;
        var pattern = new Regex(forbidden, RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        var broken =
            from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.*", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(root, file).Replace('\\', '/')
            where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal)
            where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
            where owner is null || !Regex.IsMatch("/" + path, owner, RegexOptions.None, TimeSpan.FromSeconds(1))
            from Match match in pattern.Matches(Comment().Replace(File.ReadAllText(file), ""))
            select $"{path}: {match.Value.Trim()}";

        Assert.True(!broken.Any(), $"{rule} (docs/decisions/0001). Broken by:\n{string.Join('\n', broken)}");
    }

    [GeneratedRegex(@"^\s*//.*$|\s//\s.*$", RegexOptions.Multiline, 5000)]
    private static partial Regex Comment();
}
