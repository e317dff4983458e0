using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Dashboard.Load.Wire;

/// <summary>
/// The browser's end of one circuit without a browser: it brings a prerendered page to life, answers calls to scripts, confirms every render batch at once and tells when a batch shows what is waited for.
/// </summary>
public sealed partial class Circuit : IAsyncDisposable
{
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(10);

    private readonly HttpClient http;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Channel<byte[]> outbox = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<string> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;
    private TaskCompletionSource<long>? waiting;
    private byte[] result = [];
    private byte[] problem = [];
    private long lastBatch;
    private long scriptObjects;
    private long dotNetCalls;

    private Circuit(HttpClient http) => this.http = http;

    /// <summary>When the newest render batch came, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long LastBatch => Interlocked.Read(ref lastBatch);

    /// <summary>Bytes of render batches so far.</summary>
    public long BatchBytes { get; private set; }

    /// <summary>Opens the circuit of a page and waits until it shows the page's result.</summary>
    /// <param name="http">Has the site's address.</param>
    /// <param name="page">The page as it came.</param>
    /// <param name="address">Its address, from the slash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The circuit, and the time of the batch with the result.</returns>
    public static async Task<(Circuit Circuit, long At)> OpenAsync(HttpClient http, PrerenderedPage page, string address, CancellationToken cancellationToken)
    {
        var circuit = new Circuit(http);
        try
        {
            await circuit.ConnectAsync(cancellationToken);
            var site = http.BaseAddress!.ToString();
            circuit.Send(HubProtocol.WriteCall("0", "StartCircuit", site, site.TrimEnd('/') + address, "[]", page.State));
            await circuit.started.Task.WaitAsync(cancellationToken);
            var shown = circuit.Expect(address);
            circuit.Send(HubProtocol.WriteCall(null, "UpdateRootComponents", page.Components, page.State));
            return (circuit, await shown.WaitAsync(cancellationToken));
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes to another address within the circuit, as a click on a link does.</summary>
    /// <returns>The time of the batch with the result.</returns>
    public Task<long> GoAsync(string address, CancellationToken cancellationToken)
    {
        var shown = Expect(address);
        Send(HubProtocol.WriteCall(null, "OnLocationChanged", http.BaseAddress!.ToString().TrimEnd('/') + address, null, true));
        return shown.WaitAsync(cancellationToken);
    }

    /// <summary>Leaves as a closed browser tab does, so that the server keeps nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        outbox.Writer.TryComplete();
        if (started.Task.IsCompletedSuccessfully)
        {
            using var form = new MultipartFormDataContent { { new StringContent(await started.Task), "circuitId" } };
            try
            {
                using var answer = await http.PostAsync(new Uri("_blazor/disconnect", UriKind.Relative), form, CancellationToken.None);
            }
            catch (HttpRequestException)
            {
                // The server has gone before.
            }
        }

        await EndAsync();
    }

    /// <summary>Goes without a farewell, as a browser does whose machine is switched off.</summary>
    public ValueTask DropAsync()
    {
        outbox.Writer.TryComplete();
        socket.Abort();
        return EndAsync();
    }

    private async ValueTask EndAsync()
    {
        await closing.CancelAsync();
        await running;
        socket.Dispose();
        closing.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["connectionToken"]!.GetValue<string>();

        // Browsers offer compression, and the server's part of it costs time and memory.
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        var site = http.BaseAddress!;
        await socket.ConnectAsync(new UriBuilder(site) { Scheme = site.Scheme == "https" ? "wss" : "ws", Path = "/_blazor", Query = "id=" + Uri.EscapeDataString(token) }.Uri, cancellationToken);
        await socket.SendAsync(HubProtocol.Handshake.ToArray(), WebSocketMessageType.Text, true, cancellationToken);
        var head = new byte[256];
        var received = await socket.ReceiveAsync(head.AsMemory(), cancellationToken);
        if (!head.AsSpan(0, received.Count).SequenceEqual("{}\u001e"u8))
            throw new InvalidDataException("The server does not speak the circuit's protocol.");
        running = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    private Task<long> Expect(string address)
    {
        lock (gate)
        {
            waiting?.TrySetCanceled();
            (result, problem) = (Sign.InBatch(Sign.Result(address)), Sign.InBatch(Sign.Problem(address)));
            waiting = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            return waiting.Task;
        }
    }

    private void Send(byte[] message) => outbox.Writer.TryWrite(message);

    private async Task SendAsync()
    {
        try
        {
            while (!closing.IsCancellationRequested)
            {
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
                pause.CancelAfter(BetweenPings);
                byte[] message;
                try
                {
                    message = await outbox.Reader.ReadAsync(pause.Token);
                }
                catch (OperationCanceledException) when (!closing.IsCancellationRequested)
                {
                    message = HubProtocol.Ping.ToArray();
                }

                await socket.SendAsync(message, WebSocketMessageType.Binary, true, closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException or ChannelClosedException)
        {
            Fail(e);
        }
    }

    private async Task ReceiveAsync()
    {
        var (buffer, filled) = (new byte[1 << 16], 0);
        try
        {
            while (true)
            {
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, 2 * buffer.Length);
                var received = await socket.ReceiveAsync(buffer.AsMemory(filled), closing.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new WebSocketException("The server closed the connection.");
                filled += received.Count;
                ReadOnlyMemory<byte> rest = buffer.AsMemory(0, filled);
                while (HubProtocol.TryRead(ref rest) is { } message)
                    Handle(message);
                rest.Span.CopyTo(buffer);
                filled = rest.Length;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidDataException)
        {
            Fail(e);
        }
    }

    private void Handle(HubMessage message)
    {
        switch (message)
        {
            case { Type: HubProtocol.Answer, Id: "0" }:
                if (message.Values is [string id])
                    started.TrySetResult(id);
                else
                    Fail(new InvalidOperationException("The server did not start a circuit."));
                break;
            case { Target: "JS.RenderBatch", Values: [long batch, ReadOnlyMemory<byte> bytes] }:
                Look(bytes.Span);
                Send(HubProtocol.WriteCall(null, "OnRenderCompleted", batch, null));
                break;
            case { Target: "JS.BeginInvokeJS", Values: [long handle, string name, ..] }:
                CallScript(handle, name, message.Values.AsSpan(2));
                break;
            case { Target: "JS.Error", Values: [string error, ..] }:
                Fail(new InvalidOperationException($"The circuit failed: {error}"));
                break;
            case { Type: HubProtocol.Close }:
                Fail(new InvalidOperationException($"The server closed the circuit: {message.Values[0]}"));
                break;
        }
    }

    private void Look(ReadOnlySpan<byte> batch)
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.Exchange(ref lastBatch, now);
        BatchBytes += batch.Length;
        lock (gate)
        {
            if (waiting is null)
                return;
            if (batch.IndexOf(result) >= 0)
                waiting.TrySetResult(now);
            else if (batch.IndexOf(problem) >= 0)
                waiting.TrySetException(new InvalidOperationException("The page shows a problem."));
        }
    }

    // The scripts of the site draw and measure; a page without a screen answers that it is done. A virtual list learns that its first rows are in sight.
    private void CallScript(long handle, string name, ReadOnlySpan<object?> rest)
    {
        if (name == "Blazor._internal.Virtualize.init" && rest is [string arguments, ..] && DotNetObject().Match(arguments) is { Success: true } list)
            Send(HubProtocol.WriteCall(null, "BeginInvokeDotNetFromJS", (++dotNetCalls).ToString(null, null), null, "OnSpacerAfterVisible", long.Parse(list.Groups["id"].ValueSpan, null), "[0,0,620]"));
        if (handle == 0)
            return;
        var value = rest is [_, 1L, ..] ? $"{{\"__jsObjectId\":{++scriptObjects}}}" : "null";
        Send(HubProtocol.WriteCall(null, "EndInvokeJSFromDotNet", handle, true, $"[{handle},true,{value}]"));
    }

    private void Fail(Exception e)
    {
        started.TrySetException(e);
        lock (gate)
            waiting?.TrySetException(e);

        // Nobody may be waiting for either.
        _ = started.Task.Exception;
        _ = waiting?.Task.Exception;
    }

    [GeneratedRegex("\"__dotNetObject\":(?<id>\\d+)", RegexOptions.None, 1000)]
    private static partial Regex DotNetObject();
}
