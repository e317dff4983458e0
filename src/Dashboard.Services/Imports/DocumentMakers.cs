namespace Dashboard.Services.Imports;

/// <summary>Makes the documents of the parts of a spool ahead of who takes them, on several processors; they are taken in the order of the parts.</summary>
internal sealed class DocumentMakers : IDisposable
{
    private const int Ahead = 2;
    private readonly DocumentSpool spool;
    private readonly Queue<Task<DocumentMaker>> under = [];
    private int nextPart;

    public DocumentMakers(DocumentSpool spool, KeyIds customerIds, KeyIds productIds)
    {
        this.spool = spool;
        for (var i = 0; i <= Ahead; i++)
            Return(new DocumentMaker(spool, customerIds, productIds));
    }

    /// <summary>The documents of the next part, until they are given back.</summary>
    public DocumentMaker Next() => under.Dequeue().GetAwaiter().GetResult();

    /// <summary>Gives a maker back for another part.</summary>
    public void Return(DocumentMaker maker)
    {
        if (nextPart == spool.Partitions)
            return;
        var part = nextPart++;
        under.Enqueue(Task.Run(() =>
        {
            maker.Make(part);
            return maker;
        }));
    }

    /// <summary>Waits until nobody reads the spool any more.</summary>
    public void Dispose() => Task.WhenAll(under).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
}
