import { listenAnew } from './listen-anew.js';

// When rows change places, the grid replaces their elements. If the focused element disappears, the new element with the same test id gets
// the focus.
export function keepFocus(grid) {
  const signal = listenAnew(grid);
  let focused = null;
  grid.addEventListener('focusin', event => { focused = event.target; }, { signal });
  // A removed element also loses the focus. A person has left an element only if it is still there a moment later.
  grid.addEventListener('focusout', event => setTimeout(() => {
    if (event.target === focused && focused.isConnected && document.activeElement !== focused)
      focused = null;
  }), { signal });

  const observer = new MutationObserver(() => {
    if (!focused || focused.isConnected || document.activeElement !== document.body)
      return;
    const replacement = grid.querySelector(`[data-testid="${CSS.escape(focused.dataset.testid)}"]`);
    focused = null;
    replacement?.focus({ preventScroll: true });
  });
  observer.observe(grid, { childList: true, subtree: true });
  signal.addEventListener('abort', () => observer.disconnect());
}
