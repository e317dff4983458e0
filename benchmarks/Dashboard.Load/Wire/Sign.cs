using System.Text;

namespace Dashboard.Load.Wire;

/// <summary>The words by which a page's head says that it shows the result of an address, as they stand in HTML and in a render batch.</summary>
public static class Sign
{
    /// <summary>The words for a result.</summary>
    public static string Result(string address) => "result " + address;

    /// <summary>The words for a failed analysis.</summary>
    public static string Problem(string address) => "problem " + address;

    /// <summary>Words as the string table of a render batch holds them: with their length before them, so that a longer address is not taken for this one.</summary>
    public static byte[] InBatch(string words)
    {
        var bytes = Encoding.UTF8.GetBytes(words);
        return [.. HubProtocol.Length(bytes.Length), .. bytes];
    }
}
