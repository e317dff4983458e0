using System.Text;
using Dashboard.Services.Store;

namespace Dashboard.Services.Tests.Store;

public sealed class SpoolTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("spool-").FullName;

    private string Database => Path.Combine(folder, "shop.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_FewRecords_NeedNoFile()
    {
        using var space = new SpoolSpace(Database);
        var spool = new Spool(space, 4);
        for (var i = 0; i < 1000; i++)
            Append(spool, i);

        Assert.Empty(Directory.GetFiles(folder));
        Assert.Equal(Enumerable.Range(0, 250).Select(i => (4 * i) + 1), Numbers(spool.Read(1)));
    }

    [Fact]
    public void Read_MoreThanMemoryTakes_ComesBackFromTheFileWhichThenGoes()
    {
        const int Records = 400_000;
        using (var space = new SpoolSpace(Database))
        {
            var spool = new Spool(space, 4);
            for (var i = 0; i < Records; i++)
                Append(spool, i);

            Assert.Single(Directory.GetFiles(folder));
            Assert.True(space.MemoryLeft < 64 * 1024);
            for (var part = 0; part < 4; part++)
            {
                var expected = Enumerable.Range(0, Records / 4).Select(i => (4 * i) + part).ToList();
                Assert.Equal(expected, Numbers(spool.Read(part)));
                Assert.Equal(expected, spool.Parts(part).SelectMany(Numbers));
            }
        }

        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void RemoveLeft_FileOfAnEndedProgram_Goes()
    {
        File.WriteAllText(Database, "");
        File.WriteAllText(Database + "-import-0123", "left");

        SpoolSpace.RemoveLeft(Database);

        Assert.Equal([Database], Directory.GetFiles(folder));
    }

    private static void Append(Spool spool, int number)
    {
        var to = spool.Open(number % 4);
        to.Number((ulong)number);
        to.Text(Encoding.UTF8.GetBytes(new string('x', 100)));
        spool.Close(number % 4);
    }

    private static List<int> Numbers(byte[] bytes)
    {
        var numbers = new List<int>();
        var from = new ByteCursor(bytes);
        while (!from.IsAtEnd)
        {
            numbers.Add((int)from.Number());
            Assert.Equal(100, from.Text().Length);
        }

        return numbers;
    }
}
