using Bunit;
using Dashboard.Web.Access;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Dashboard.Web.Tests.Customers;

/// <summary>Pages over a real store that holds a shop of three customers, or over an empty one.</summary>
public abstract class ShopPages : BunitContext
{
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-web-test-").FullName;

    protected ShopPages()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Store = DashboardStore.Open(Path.Combine(folder, "shop.db"));
        Services.AddRadzenComponents();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(Store);
        Services.AddDashboardServices();
        Services.AddOperator();
    }

    protected DashboardStore Store { get; }

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>Anna (key A/1, Germany, woman of 1990) bought twice and returned once, Zoë (France) bought once, and so did Bob, whose name is markup (country not recorded).</summary>
    protected void Fill()
    {
        using var session = ImportSession.Begin(Store, "test.csv", nameof(ImportKind.Orders), "{}", new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero));
        var row = 1L;
        foreach (var line in Lines())
            session.Add(line with { RowNumber = ++row });
        session.Finish(false, [], new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>Shows a page at an address.</summary>
    protected IRenderedComponent<TPage> Show<TPage>(string address, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        return Render(parameters ?? (_ => { }));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        for (var attempt = 0; Directory.Exists(folder) && attempt < 20; attempt++)
        {
            try
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A load that nobody waits for any more still reads.
                Thread.Sleep(100);
            }
        }
    }

    private static IEnumerable<ImportRow> Lines()
    {
        var anna = new CustomerRow
        {
            Key = "A/1",
            Name = "Anna Müller",
            Email = "anna@example.com",
            Country = "Germany",
            Gender = "female",
            BirthDate = new DateOnly(1990, 3, 1),
            Consents = [new ConsentRow("email", "marketing", true, null, null)],
        };
        var zoe = new CustomerRow { Key = "B", Name = "Zoë", Country = "France", Gender = "female" };
        var bob = new CustomerRow { Key = "C", Name = "<b onclick=alert(1)>Bob</b>", Gender = "male" };
        yield return Line("1", anna, 0, 100, "Tea");
        yield return Line("2", anna, 30, 50, "Tea");
        yield return Line("C3", anna, 31, -20, "Tea");
        yield return Line("4", zoe, 40, 40, "Cup");
        yield return Line("5", bob, 50, 30, "Cup");
    }

    private static ImportRow Line(string document, CustomerRow customer, int day, int amount, string product) => new()
    {
        RowNumber = 2,
        Customer = customer,
        Product = new ProductRow { Key = product, Name = product, Category = "Kitchen" },
        Line = new OrderLineRow
        {
            Document = document,
            CustomerKey = customer.Key,
            ProductKey = product,
            AtSeconds = new DateTimeOffset(2024, 1, 1, 10, 0, 0, TimeSpan.Zero).AddDays(day).ToUnixTimeSeconds(),
            Kind = amount < 0 ? LineKind.Return : LineKind.Sale,
            QuantityE4 = amount < 0 ? -10_000 : 10_000,
            UnitPriceE4 = Math.Abs(amount) * 10_000L,
            AmountE4 = amount * 10_000L,
        },
    };
}
