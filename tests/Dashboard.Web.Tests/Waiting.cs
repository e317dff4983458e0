using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests;

/// <summary>
/// Finds and uses what may come a moment later: what a click does is drawn when the page has drawn what it was at. What is used is found and used in one turn of the renderer, so that nothing is drawn anew between the two.
/// </summary>
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

    /// <summary>Uses the first element of a selector.</summary>
    public static void Act<T>(this IRenderedComponent<T> page, string selector, Action<IElement> act)
        where T : IComponent => page.Act(selector, _ => true, act);

    /// <summary>Uses one element of a selector, counted from 0.</summary>
    public static void Act<T>(this IRenderedComponent<T> page, string selector, int index, Action<IElement> act)
        where T : IComponent
    {
        page.WaitForState(() => page.FindAll(selector).Count > index);
        page.InvokeAsync(() => act(page.FindAll(selector)[index])).GetAwaiter().GetResult();
    }

    /// <summary>Uses the first element of a selector that meets a condition.</summary>
    public static void Act<T>(this IRenderedComponent<T> page, string selector, Func<IElement, bool> condition, Action<IElement> act)
        where T : IComponent
    {
        page.WaitForState(() => page.FindAll(selector).Any(condition));
        page.InvokeAsync(() => act(page.FindAll(selector).First(condition))).GetAwaiter().GetResult();
    }

    /// <summary>Uses the first element of a selector, and waits for all that it does.</summary>
    public static Task ActAsync<T>(this IRenderedComponent<T> page, string selector, Func<IElement, Task> act)
        where T : IComponent => page.ActAsync(selector, 0, act);

    /// <summary>Uses one element of a selector, counted from 0, and waits for all that it does.</summary>
    public static async Task ActAsync<T>(this IRenderedComponent<T> page, string selector, int index, Func<IElement, Task> act)
        where T : IComponent
    {
        page.WaitForState(() => page.FindAll(selector).Count > index);
        await page.InvokeAsync(() => act(page.FindAll(selector)[index]));
    }

    /// <summary>Uses the first element of a selector that meets a condition, and waits for all that it does.</summary>
    public static async Task ActAsync<T>(this IRenderedComponent<T> page, string selector, Func<IElement, bool> condition, Func<IElement, Task> act)
        where T : IComponent
    {
        page.WaitForState(() => page.FindAll(selector).Any(condition));
        await page.InvokeAsync(() => act(page.FindAll(selector).First(condition)));
    }
}
