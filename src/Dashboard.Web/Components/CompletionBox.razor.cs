using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Components;

/// <summary>A text box that offers what could be written next: text, caret and the keys of the open list come from the browser.</summary>
public sealed partial class CompletionBox : IAsyncDisposable
{
    private static int made;
    private readonly string id = $"completion-{Interlocked.Increment(ref made)}";
    private readonly List<string> sent = [];
    private readonly SemaphoreSlim turn = new(1);
    private string initial = "";
    private string known = "";
    private int chosen = -1;
    private bool left;
    private bool closed = true;
    private IReadOnlyList<Completion> offered = [];
    private ElementReference box;
    private IJSObjectReference? script;
    private IJSObjectReference? attached;
    private DotNetObjectReference<CompletionBox>? self;
    private bool isGone;

    /// <summary>What is written here.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The text.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>A person wrote another text.</summary>
    [Parameter]
    public EventCallback<string> OnInput { get; set; }

    /// <summary>What could be written at a caret.</summary>
    [Parameter, EditorRequired]
    public required Func<string, int, Task<IReadOnlyList<Completion>>> Complete { get; set; }

    /// <summary>What is wrong with the text, or null.</summary>
    [Parameter]
    public TextProblem? Problem { get; set; }

    /// <summary>What is said when nothing is wrong.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Most characters.</summary>
    [Parameter]
    public int MaxLength { get; set; } = 20_000;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    private bool IsOpen => !closed && !left && offered.Count > 0;

    /// <inheritdoc/>
    protected override void OnInitialized() => (initial, known) = (Value, Value);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // What was sent comes back by way of the address; only a text from elsewhere (a step back, a form) goes into the box.
        var echo = sent.IndexOf(Value);
        if (echo >= 0)
        {
            sent.RemoveRange(0, echo + 1);
            return;
        }

        if (sent.Count > 0 || Value == known)
            return;
        known = Value;
        (closed, chosen) = (true, -1);
        if (attached is not null)
            await attached.InvokeVoidAsync("set", Value, -1);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        script = await JS.InvokeAsync<IJSObjectReference>("import", "./" + Assets["dashboard.js"]);
        if (isGone)
        {
            await script.DisposeAsync();
            return;
        }

        attached = await script.InvokeAsync<IJSObjectReference>("attachCompletion", box, self);
    }

    /// <summary>Called by the browser: the text or the caret is another one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The caret.</param>
    /// <param name="asked">Whether the list was asked for.</param>
    [JSInvokable]
    public Task MovedAsync(string text, int at, bool asked) => InTurnAsync(() => MoveAsync(text, at, asked));

    private async Task MoveAsync(string text, int at, bool asked)
    {
        var changed = text != known;
        (left, known) = (false, text);
        closed = !asked && !changed;
        if (changed && text != Value)
        {
            sent.Add(text);
            await OnInput.InvokeAsync(text);
        }

        offered = closed ? [] : await Complete(text, Math.Clamp(at, 0, text.Length));
        chosen = offered.Count > 0 ? 0 : -1;
        StateHasChanged();
    }

    /// <summary>Called by the browser: a key for the open list.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The text as it is, which may be ahead of what was told: the list must be about it.</param>
    /// <param name="at">The caret.</param>
    [JSInvokable]
    public Task KeyAsync(string key, string text, int at) => InTurnAsync(() => PressAsync(key, text, at));

    private async Task PressAsync(string key, string text, int at)
    {
        if (text != known)
            await MoveAsync(text, at, asked: false);
        if (!IsOpen)
            return;
        switch (key)
        {
            case "ArrowDown":
                chosen = (chosen + 1) % offered.Count;
                break;
            case "ArrowUp":
                chosen = (chosen + offered.Count - 1) % offered.Count;
                break;
            case "Escape":
                closed = true;
                break;
            default:
                await TakeAsync(Math.Max(0, chosen));
                break;
        }

        StateHasChanged();
    }

    /// <summary>Called by the browser: the box is no longer in use.</summary>
    [JSInvokable]
    public void Left()
    {
        left = true;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        isGone = true;
        try
        {
            if (attached is not null)
            {
                await attached.InvokeVoidAsync("dispose");
                await attached.DisposeAsync();
            }

            if (script is not null)
                await script.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone.
        }

        self?.Dispose();
        turn.Dispose();
    }

    // One after the other: a key means the list that the text before it made.
    private async Task InTurnAsync(Func<Task> step)
    {
        await turn.WaitAsync();
        try
        {
            await step();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task TakeAsync(int index)
    {
        if (index >= offered.Count)
            return;
        var taken = offered[index];
        var start = Math.Clamp(taken.Start, 0, known.Length);
        var text = string.Concat(known.AsSpan(0, start), taken.Text, known.AsSpan(Math.Min(known.Length, start + taken.Length)));
        if (attached is not null)
            await attached.InvokeVoidAsync("set", text, start + taken.Text.Length);
        await MoveAsync(text, start + taken.Text.Length, asked: false);
    }

    private async Task SelectAsync(TextProblem problem)
    {
        if (attached is not null)
            await attached.InvokeVoidAsync("select", Math.Min(problem.Start, known.Length), Math.Min(problem.Start + problem.Length, known.Length));
    }

    private static string Position(TextProblem problem) => problem.Start < 0 ? "" : FormattableString.Invariant($"Character {problem.Start + 1}: ");
}
