using System.Globalization;
using System.Text.RegularExpressions;
using Bunit;
using Dashboard.Web.Components;
using ZXing;

namespace Dashboard.Web.Tests.Components;

public sealed partial class QrPictureTests : BunitContext
{
    private const int Scale = 4;

    [Theory]
    [InlineData("otpauth://totp/Dashboard:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Dashboard&digits=6")]
    [InlineData("otpauth://totp/Dashboard:Zo%C3%AB%20M%C3%BCller?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Dashboard&digits=6")]
    public void Picture_ReadByAReader_SaysTheText(string text)
    {
        var picture = Render<QrPicture>(p => p.Add(q => q.Text, text).Add(q => q.Label, "Key")).Find("svg");

        // Drawn as the browser draws it: four pixels to a module, dark on light.
        var modules = int.Parse(picture.GetAttribute("viewBox")!.Split(' ')[^1], CultureInfo.InvariantCulture);
        var side = modules * Scale;
        var light = new byte[side * side];
        Array.Fill(light, byte.MaxValue);
        foreach (Match module in Module().Matches(picture.QuerySelector("path")!.GetAttribute("d")!))
        {
            var (x, y) = (int.Parse(module.Groups["x"].ValueSpan, CultureInfo.InvariantCulture) * Scale, int.Parse(module.Groups["y"].ValueSpan, CultureInfo.InvariantCulture) * Scale);
            for (var row = y; row < y + Scale; row++)
                Array.Clear(light, (row * side) + x, Scale);
        }

        var read = new BarcodeReaderGeneric { Options = { PossibleFormats = [BarcodeFormat.QR_CODE] } }.Decode(new RGBLuminanceSource(light, side, side, RGBLuminanceSource.BitmapFormat.Gray8));
        Assert.Equal(text, read?.Text);
    }

    [GeneratedRegex(@"M(?<x>\d+) (?<y>\d+)h1v1h-1z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Module();
}
