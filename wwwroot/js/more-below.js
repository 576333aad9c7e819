// Writes below a list how many of its items a person can see only by scrolling down. The element after the list is the hint. Its line stays
// while the list is cut, so that nothing moves at the end of the list.
export function tellOfMore(list, signal) {
  const hint = list.nextElementSibling;
  const tell = () => {
    // Without the hint the list is higher, and may not be cut.
    hint.removeAttribute('data-cut');
    hint.toggleAttribute('data-cut', list.scrollHeight > list.clientHeight + 1);
    const end = list.getBoundingClientRect().bottom;
    const below = [...list.children].map(item => item.getBoundingClientRect()).filter(({ top, bottom }) => (top + bottom) / 2 > end);
    hint.textContent = below.length > 0 ? hint.dataset.template.replace('{0}', below.length) : '';
  };
  const sizes = new ResizeObserver(tell);
  const items = new MutationObserver(tell);
  sizes.observe(list);
  items.observe(list, { childList: true });
  list.addEventListener('scroll', tell, { signal, passive: true });
  signal.addEventListener('abort', () => {
    sizes.disconnect();
    items.disconnect();
  });
}
