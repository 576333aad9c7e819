// Writes below a list how many of its items a person can see only by scrolling down. The element after the list is the hint. Its line stays
// while the list is cut, so that nothing moves at the end of the list.
export function tellOfMore(list, signal) {
  const hint = list.nextElementSibling;
  const tell = () => {
    // Without the hint the list is higher, and may not be cut.
    if (list.scrollHeight <= list.clientHeight + hint.offsetHeight + 1)
      hint.removeAttribute('data-cut');
    hint.toggleAttribute('data-cut', list.scrollHeight > list.clientHeight + 1);
    const end = list.getBoundingClientRect().bottom;
    const below = [...list.children].map(item => item.getBoundingClientRect()).filter(({ top, bottom }) => (top + bottom) / 2 > end);
    const text = below.length > 0 ? hint.dataset.template.replace('{0}', below.length) : '';
    if (hint.textContent !== text)
      hint.textContent = text;
  };
  // Places need a layout. In the next frame there is one anyway, but here it would be one more.
  let asked = 0;
  const ask = () => asked ||= requestAnimationFrame(() => {
    asked = 0;
    tell();
  });
  const sizes = new ResizeObserver(ask);
  const items = new MutationObserver(ask);
  sizes.observe(list);
  items.observe(list, { childList: true });
  list.addEventListener('scroll', ask, { signal, passive: true });
  signal.addEventListener('abort', () => {
    cancelAnimationFrame(asked);
    sizes.disconnect();
    items.disconnect();
  });
}
