using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests;

/// <summary>Finds what may come a moment later: what a click does is drawn when the page has drawn what it was at.</summary>
internal static class Waiting
{
    /// <summary>The first element of a selector that meets a condition.</summary>
    public static IElement WaitForFirst<T>(this IRenderedComponent<T> page, string selector, Func<IElement, bool> condition)
        where T : IComponent
    {
        page.WaitForState(() => page.FindAll(selector).Any(condition));
        return page.FindAll(selector).First(condition);
    }

    /// <summary>The only element of a selector that meets a condition.</summary>
    public static IElement WaitForSingle<T>(this IRenderedComponent<T> page, string selector, Func<IElement, bool> condition)
        where T : IComponent
    {
        page.WaitForState(() => page.FindAll(selector).Count(condition) == 1);
        return page.FindAll(selector).Single(condition);
    }
}
