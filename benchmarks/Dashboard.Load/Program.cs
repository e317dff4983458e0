using System.CommandLine;
using System.Net;
using Dashboard.Load;

var url = new Option<Uri?>("--url") { CustomParser = text => Uri.TryCreate(text.Tokens[0].Value, UriKind.Absolute, out var address) ? address : null, Description = "A site that runs, on this machine." };
var pid = new Option<int?>("--pid") { Description = "Id of its process, to see memory and processor time." };
var database = new Option<string?>("--database") { Description = "Start the site on this database instead, and stop it at the end.", HelpName = "PATH" };
var people = Whole("--people", "People without a browser.", 50, 0, LoadOptions.MostPeople);
var browsers = Whole("--browsers", "People with a real browser, beside them.", 2, 0, 20);
var seconds = Whole("--seconds", "How long they walk about.", 120, 5, LoadOptions.LongestSeconds);
var warm = Whole("--warm", "How long they do so before, unmeasured.", 30, 0, LoadOptions.LongestSeconds);
var think = new Option<double>("--think") { Description = "Seconds between two steps of a person, on average.", DefaultValueFactory = _ => 3 };
var seed = new Option<int>("--seed") { Description = "Seed of everything that is drawn.", DefaultValueFactory = _ => 1 };
var held = Whole("--held", "Circuits held open to see what one costs; 0 leaves that out.", 100, 0, LoadOptions.MostPeople);
var json = new Option<string?>("--json") { Description = "Write everything to a JSON file as well.", HelpName = "PATH" };
var markdown = new Option<string?>("--markdown") { Description = "Write the table to a file as well.", HelpName = "PATH" };
var root = new RootCommand("Opens many circuits of the site and walks its screens; reports times from an interaction to its result, memory and processor time.")
{
    url, pid, database, people, browsers, warm, seconds, think, seed, held, json, markdown,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    var address = parsed.GetValue(url);
    if (address is null == (parsed.GetValue(database) is null))
        return await Refuse("Give either --url of a site that runs, or --database to start one.");
    if (address is not null && !(IPAddress.TryParse(address.Host, out var host) && IPAddress.IsLoopback(host)))
        return await Refuse($"'{address}' is not on this machine. Load goes to 127.0.0.1 only, such as http://127.0.0.1:5080.");
    var options = new LoadOptions
    {
        People = parsed.GetValue(people),
        Browsers = parsed.GetValue(browsers),
        Warm = parsed.GetValue(warm),
        Seconds = parsed.GetValue(seconds),
        Think = Math.Clamp(parsed.GetValue(think), 0.05, 600),
        Seed = parsed.GetValue(seed),
        Held = parsed.GetValue(held),
    };
    await using var server = parsed.GetValue(database) is { } path ? await Server.StartAsync(path, cancellationToken) : parsed.GetValue(pid) is { } id ? Server.Watch(id) : null;
    var report = await new LoadRun(options, address ?? server!.Address!, server, Console.Out).RunAsync(cancellationToken);
    Console.WriteLine();
    Console.Write(report.Markdown());
    if (parsed.GetValue(json) is { } jsonPath)
        await File.WriteAllTextAsync(jsonPath, report.Json(), cancellationToken);
    if (parsed.GetValue(markdown) is { } markdownPath)
        await File.WriteAllTextAsync(markdownPath, report.Markdown(), cancellationToken);
    return report.Rows.Sum(r => r.Count) > 0 ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();

static Option<int> Whole(string name, string description, int standard, int least, int most)
{
    var option = new Option<int>(name) { Description = $"{description} {least} to {most}.", DefaultValueFactory = _ => standard };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            result.AddError($"{name} is {least} to {most}.");
    });
    return option;
}

static async Task<int> Refuse(string message)
{
    await Console.Error.WriteLineAsync(message);
    return 2;
}
