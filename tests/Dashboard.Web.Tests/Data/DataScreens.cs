using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Web.Data;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Data;

/// <summary>The Data screen and the wizard over a real store.</summary>
public abstract class DataScreens : ShopPages
{
    protected const string Orders = "order,customer,date,product,quantity,price\n1,A,2024-01-02,Mug,2,3.50\n2,B,2024-01-03,Lamp,1,10\n3,A,not a date,Mug,1,3.50\n";

    protected DataScreens() => Services.AddSingleton(new UploadLimit(1 << 20));

    protected ImportDesk Desk => Services.GetRequiredService<ImportDesk>();

    /// <summary>A file that was uploaded and looked at.</summary>
    protected async Task<ImportDraft> ReadAsync(string name, string content)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var draft = await Desk.ReceiveAsync(name, bytes, 1 << 20, Xunit.TestContext.Current.CancellationToken);
        while (draft.Work.IsRunning)
            await Task.Delay(10, Xunit.TestContext.Current.CancellationToken);
        return draft;
    }
}
