using System.Globalization;
using System.Text;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Tests.Excel;

public sealed class Utf8BufferTests
{
    private readonly Utf8Buffer buffer = new();
    private byte[] spare = new byte[Utf8Buffer.Capacity];

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(-0.00011, "-0.00011")]
    [InlineData(12.34, "12.34")]
    [InlineData(-1234567.5, "-1234567.5")]
    [InlineData(99_999_999_999.9999, "99999999999.9999")]
    [InlineData(123_456_789_012_345.6, "123456789012345.6")]
    [InlineData(1e300, "1E+300")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.NaN, "NaN")]
    public void Append_Double_IsTheShortestThatReadsBack(double value, string expected) => Assert.Equal(expected, Text(it => it.Append(value)));

    [Fact]
    public void Append_RandomDoubles_AreAsTheRuntimeFormatsThem()
    {
        var random = new Random(20_261_122);
        for (var index = 0; index < 200_000; index++)
        {
            var value = Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(0, 17)), random.Next(0, 7));
            if (index % 2 == 0)
                value = Math.BitIncrement(value);
            if (value != 0)
                Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Text(it => it.Append(value)));
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 0, 0, 0)]
    [InlineData(2026, 11, 22, 14, 5, 9)]
    [InlineData(9999, 12, 31, 23, 59, 59)]
    public void AppendDateAndTime_AreIso(int year, int month, int day, int hour, int minute, int second)
    {
        var time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);

        Assert.Equal(time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(it => it.AppendDate(DateOnly.FromDateTime(time))));
        Assert.Equal(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture), Text(it => it.AppendTime(time.TimeOfDay)));
    }

    private string Text(Action<Utf8Buffer> append)
    {
        append(buffer);
        (spare, var length) = buffer.Exchange(spare);
        return Encoding.UTF8.GetString(spare, 0, length);
    }
}
