using Dashboard.Load.Wire;

namespace Dashboard.Browser.Tests.Load;

public sealed class HubProtocolTests
{
    [Fact]
    public void WriteCall_RenderCompleted_IsWhatBlazorsScriptSends()
    {
        var bytes = HubProtocol.WriteCall(null, "OnRenderCompleted", 2L, null);

        Assert.Equal([26, 0x96, 1, 0x80, 0xc0, 0xb1, .. "OnRenderCompleted"u8, 0x92, 2, 0xc0, 0x90], bytes);
    }

    [Fact]
    public void TryRead_WrittenCall_ComesBack()
    {
        var text = new string('ä', 5_000);
        ReadOnlyMemory<byte> bytes = HubProtocol.WriteCall("7", "StartCircuit", text, true, null, 300, -1L, "");

        var message = HubProtocol.TryRead(ref bytes)!;

        Assert.Equal((HubProtocol.Call, "7", "StartCircuit"), (message.Type, message.Id, message.Target));
        Assert.Equal([text, true, null, 300L, -1L, ""], message.Values);
        Assert.True(bytes.IsEmpty);
    }

    [Fact]
    public void TryRead_MessageInPieces_WaitsForTheLast()
    {
        byte[] bytes = [.. HubProtocol.Ping, .. HubProtocol.WriteCall("0", "StartCircuit", new string('x', 200))];
        ReadOnlyMemory<byte> rest = bytes;
        Assert.Equal(6, HubProtocol.TryRead(ref rest)!.Type);

        for (var length = 0; length < rest.Length; length++)
        {
            var part = rest[..length];
            Assert.Null(HubProtocol.TryRead(ref part));
        }

        Assert.Equal("StartCircuit", HubProtocol.TryRead(ref rest)!.Target);
        Assert.Null(HubProtocol.TryRead(ref rest));
    }

    [Fact]
    public void TryRead_Answer_HasItsResult()
    {
        ReadOnlyMemory<byte> bytes = new byte[] { 9, 0x95, 3, 0x80, 0xa1, (byte)'0', 3, 0xa2, (byte)'i', (byte)'d' };

        var message = HubProtocol.TryRead(ref bytes)!;

        Assert.Equal((HubProtocol.Answer, "0"), (message.Type, message.Id));
        Assert.Equal(["id"], message.Values);
    }

    [Theory]
    [InlineData(new byte[] { 0xcd, 0x01, 0x00 }, 256L)]
    [InlineData(new byte[] { 0xd1, 0xff, 0xfe }, -2L)]
    [InlineData(new byte[] { 0xe0 }, -32L)]
    [InlineData(new byte[] { 0xca, 0x3f, 0x80, 0, 0 }, 1.0)]
    [InlineData(new byte[] { 0x81, 0xa1, (byte)'k', 0x01 }, null)]
    public void Value_EachWidth_IsRead(byte[] bytes, object? expected) => Assert.Equal(expected, new MessageReader(bytes).Value());

    [Fact]
    public void Value_CutOff_SaysSo() => Assert.Throws<InvalidDataException>(() => new MessageReader(new byte[] { 0xa5, (byte)'a' }).Value());

    [Fact]
    public void Sign_InBatch_IsNotPartOfALongerAddress()
    {
        var batch = Sign.InBatch(Sign.Result("/trends?range=28d&compare=year"));

        Assert.Equal(-1, batch.AsSpan().IndexOf(Sign.InBatch(Sign.Result("/trends?range=28d"))));
        Assert.Equal(0, batch.AsSpan().IndexOf(Sign.InBatch(Sign.Result("/trends?range=28d&compare=year"))));
    }

    [Fact]
    public void Parse_Page_FindsComponentsStateAndWhatItShows()
    {
        const string Html = """
            <!--Blazor:{"type":"server","prerenderId":"a","sequence":0,"descriptor":"xyz"}--><header data-shows="result /?range=28d&amp;compare=year"></header>
            <!--Blazor:{"prerenderId":"a"}--><!--Blazor-Server-Component-State:abc-->
            """;

        var page = PrerenderedPage.Parse(Html);

        Assert.Equal("result /?range=28d&compare=year", page.Shows);
        Assert.Equal("abc", page.State);
        Assert.Equal("""{"batchId":1,"operations":[{"type":"add","ssrComponentId":1,"marker":{"type":"server","prerenderId":"a","sequence":0,"descriptor":"xyz"}}]}""", page.Components);
    }
}
