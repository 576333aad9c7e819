// Tells the page which bar is looked at, by pointer or by keyboard: one listener for all bars of a race.
export function watch(root, page) {
  let shown = null;

  const show = bar => {
    if (bar === shown)
      return;
    shown?.classList.remove('at');
    shown = bar;
    if (!bar)
      return page.invokeMethodAsync('Inspect', -1, -1, 0, 0);
    bar.classList.add('at');
    const area = bar.closest('.area');
    const box = bar.getBoundingClientRect();
    const bounds = area.getBoundingClientRect();
    const x = Math.min(Math.max(box.left, bounds.left), innerWidth - 320);
    const y = box.bottom + 170 > innerHeight ? box.top - 170 : box.bottom + 8;
    page.invokeMethodAsync('Inspect', Number(area.dataset.run), Number(bar.dataset.f), Math.max(8, x), Math.max(8, y));
  };

  root.dataset.watched = '';
  root.addEventListener('pointerover', event => show(event.target.closest?.('[data-f]') ?? null));
  root.addEventListener('pointerleave', () => show(null));
  root.addEventListener('focusout', () => show(null));
  root.addEventListener('keydown', event => {
    const area = event.target.closest?.('.area');
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!area || !step)
      return;
    event.preventDefault();
    const bars = [...area.querySelectorAll('[data-f]')];
    const at = bars.indexOf(shown);
    show(bars[at < 0 ? (step > 0 ? 0 : bars.length - 1) : Math.min(Math.max(at + step, 0), bars.length - 1)] ?? null);
  });
}
