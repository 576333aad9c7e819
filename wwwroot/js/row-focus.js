import { listenAnew } from './listen-anew.js';

// When rows change places, the grid replaces their elements, sometimes only after it has shown none. If the focused element disappears, the
// new element with the same test id gets the focus, unless a person has focused something else meanwhile.
export function keepFocus(grid) {
  const signal = listenAnew(grid);
  // The first rows may have come, and one may have been focused, before this script.
  let focused = grid.contains(document.activeElement) ? document.activeElement : null;
  grid.addEventListener('focusin', event => { focused = event.target; }, { signal });
  addEventListener('focusin', event => { if (!grid.contains(event.target)) focused = null; }, { signal });
  // A removed element also loses the focus. A person has left an element only if it is still there a moment later.
  grid.addEventListener('focusout', event => setTimeout(() => {
    if (event.target === focused && focused.isConnected && document.activeElement !== focused)
      focused = null;
  }), { signal });

  const observer = new MutationObserver(() => {
    if (focused && !focused.isConnected && document.activeElement === document.body)
      grid.querySelector(`[data-testid="${CSS.escape(focused.dataset.testid)}"]`)?.focus({ preventScroll: true });
  });
  observer.observe(grid, { childList: true, subtree: true });
  signal.addEventListener('abort', () => observer.disconnect());
}
