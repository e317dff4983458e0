using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Privacy;

/// <summary>The columns of a view.</summary>
internal sealed record ViewColumns(CustomerColumns Customers, OrderColumns Orders, LineColumns Lines, ProductColumns Products, CampaignColumns Campaigns, ContactColumns Contacts)
{
    /// <summary>Rows that are not shared with the shop's own columns, by which a view takes room.</summary>
    public long OwnRows { get; private init; } = (long)Customers.Count + Orders.Count + Lines.Count + Contacts.Count;

    /// <summary>What was computed from these columns alone, shared by the snapshots that look at them.</summary>
    public BoundedCache Memo { get; } = new(Snapshot.DataBytesOfView);

    /// <summary>Makes the columns of a view; long for a large shop.</summary>
    /// <param name="snapshot">All of the shop.</param>
    /// <param name="view">What is seen of it.</param>
    /// <param name="cancellationToken">Looked at between parts.</param>
    public static ViewColumns Of(Snapshot snapshot, DataView view, CancellationToken cancellationToken)
    {
        if (view.Rows is { } rows)
            return RowCut.Of(snapshot, view.HidesPeople ? snapshot.As(view with { Rows = null }, cancellationToken).Customers : snapshot.Customers, rows, cancellationToken);
        var masked = PeopleMask.Of(snapshot.Customers, view.PseudonymKey, cancellationToken);
        return new ViewColumns(masked, snapshot.Orders, snapshot.Lines, snapshot.Products, snapshot.Campaigns, snapshot.Contacts) { OwnRows = masked.Count };
    }
}

/// <summary>
/// The columns of the views of some columns, each made once: snapshots of the same columns under other settings share them. While they have more rows of their own together than
/// <see cref="MostTimesTheRows"/> times the shop's own, those used longest ago are forgotten, and made again when they are asked for.
/// </summary>
internal sealed class ViewColumnsCache
{
    private const int MostTimesTheRows = 3;

    private readonly Lock sync = new();
    private readonly LinkedList<(DataView View, Lazy<ViewColumns> Columns)> views = new();

    /// <summary>The columns of a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="rowsOfAll">Rows of the shop.</param>
    /// <param name="make">Makes the columns; a failure is not kept.</param>
    /// <param name="cancellationToken">Stops making, and not what others wait for.</param>
    public ViewColumns Get(DataView view, long rowsOfAll, Func<ViewColumns> make, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var columns = Entry(view, make);
            try
            {
                var made = columns.Value;
                Trim(MostTimesTheRows * rowsOfAll);
                return made;
            }
            catch (OperationCanceledException)
            {
                // Who began it may have given up, while others still wait: one of these begins again.
                Forget(columns);
            }
            catch
            {
                Forget(columns);
                throw;
            }
        }
    }

    private Lazy<ViewColumns> Entry(DataView view, Func<ViewColumns> make)
    {
        lock (sync)
        {
            for (var node = views.First; node is not null; node = node.Next)
            {
                if (!node.Value.View.Equals(view))
                    continue;
                views.Remove(node);
                views.AddFirst(node);
                return node.Value.Columns;
            }

            var columns = new Lazy<ViewColumns>(make);
            views.AddFirst((view, columns));
            return columns;
        }
    }

    private void Forget(Lazy<ViewColumns> columns)
    {
        lock (sync)
        {
            for (var node = views.First; node is not null; node = node.Next)
            {
                if (node.Value.Columns != columns)
                    continue;
                views.Remove(node);
                return;
            }
        }
    }

    // The one used last always stays.
    private void Trim(long mostRows)
    {
        lock (sync)
        {
            var rows = 0L;
            for (var node = views.First; node is not null;)
            {
                var next = node.Next;
                rows += node.Value.Columns.IsValueCreated ? node.Value.Columns.Value.OwnRows : 0;
                if (rows > mostRows && node != views.First)
                    views.Remove(node);
                node = next;
            }
        }
    }
}
