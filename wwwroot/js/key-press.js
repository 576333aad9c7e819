/**
 * Whether a key that was pressed is a shortcut of the page, and not meant for a dialog or for the element that has the focus. While
 * <section popover data-keys="g r"> is open, these two keys still are.
 */
export function isShortcut(event) {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (event.defaultPrevented || modified || isTaken(event.key) || usesKey(event.key, event.target))
    return false;
  return event.key.length > 1 || event.key === ' ' || document.documentElement.dataset.letterKeys !== 'off';
}

// Whether an open dialog or popover takes all keys but those that it leaves to the page.
function isTaken(key) {
  const open = document.querySelector('dialog[open], :popover-open');
  return open !== null && !(open.dataset.keys ?? '').split(' ').includes(key.toLowerCase());
}

// Whether the focused element uses the key itself: a text field for typing, a button for Space, a list or a scroll area for arrows.
function usesKey(key, target) {
  const typing = 'input:not([type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable]';
  const pressed = 'a, button, summary, label, input:not([type=range])';
  const moved = 'input[type=radio], [role=menu], .scroll, pre';
  return target.closest?.(key === ' ' ? `${typing}, ${pressed}` : key.startsWith('Arrow') ? `${typing}, ${moved}` : typing) != null;
}
