using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components;

/// <summary>
/// A component that renders only when a key made of its parameters changes. Parents of such components render many times a second while a
/// race runs. Without the key, Blazor would render each child that has a parameter of a reference type.
/// </summary>
/// <typeparam name="TKey">The type of the key: a value tuple, which is compared without boxing.</typeparam>
public abstract class MemoComponent<TKey> : ComponentBase
    where TKey : IEquatable<TKey>
{
    private TKey? _renderedKey;
    private bool _hasRendered;
    private bool _shouldRender;

    /// <summary>The key, made of all current parameters on which the markup depends.</summary>
    protected abstract TKey RenderKey { get; }

    /// <summary>Computes values for the markup. Called only before a render that is not skipped.</summary>
    protected virtual void OnKeyChanged()
    {
    }

    /// <summary>Decides whether to render; by default whenever the key has changed. The first render is never skipped.</summary>
    /// <param name="rendered">The key of the last render; the default value before the first.</param>
    /// <param name="current">The current key.</param>
    protected virtual bool NeedsRender(TKey? rendered, TKey current) => !EqualityComparer<TKey>.Default.Equals(rendered, current);

    /// <summary>
    /// Lets the next render happen although the key has not changed, because the component's own state has changed. Starts no render.
    /// </summary>
    protected void AllowNextRender()
    {
        OnKeyChanged();
        _shouldRender = true;
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var key = RenderKey;
        _shouldRender = NeedsRender(_renderedKey, key) || !_hasRendered;
        if (!_shouldRender)
            return;
        (_renderedKey, _hasRendered) = (key, true);
        OnKeyChanged();
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _shouldRender;
}
