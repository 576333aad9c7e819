import { listenAnew } from './listen-anew.js';
import { tellOfMore } from './more-below.js';

// Marks the bars of the caption that the pointer or the keyboard reaches. The marks are attributes that Blazor does not render, so
// that a render does not remove them.
export function watch(list) {
  const signal = listenAnew(list);
  const race = list.closest('.race');
  let shown = null;

  const each = (caption, mark) => {
    for (const name of caption.dataset.bars.split(' ').filter(Boolean)) {
      const [run, future] = name.split(':');
      race.querySelectorAll(`.area[data-run="${run}"] ${future === '*' ? '[data-f]' : `[data-f="${future}"]`}`).forEach(mark);
    }
  };

  const idle = (caption, show) => {
    if (!caption.dataset.idle)
      return;
    const [run, row, from, to] = caption.dataset.idle.split(':');
    const area = race.querySelector(`.area[data-run="${run}"]`);
    area?.toggleAttribute('data-idle', show);
    for (const [name, value] of Object.entries({ row, from, to }))
      area?.style.setProperty(`--idle-${name}`, value);
  };

  const show = caption => {
    if (caption === shown)
      return;
    race.querySelectorAll('[data-told]').forEach(bar => bar.removeAttribute('data-told'));
    if (shown)
      idle(shown, false);
    shown = caption;
    if (caption) {
      each(caption, bar => bar.setAttribute('data-told', ''));
      idle(caption, true);
    }
    race.toggleAttribute('data-telling', Boolean(caption && (caption.dataset.bars || caption.dataset.idle)));
  };

  const captionAt = event => event.target.closest?.('[data-bars]') ?? null;
  // pointermove rather than pointerover, because scrolling by keyboard moves another caption under a resting pointer.
  list.addEventListener('pointermove', event => show(captionAt(event)), { signal });
  list.addEventListener('pointerleave', () => show(null), { signal });
  list.addEventListener('focusin', event => show(captionAt(event)), { signal });
  list.addEventListener('focusout', () => show(null), { signal });
  // On narrow screens the lanes are not beside the captions, so that a click scrolls the lane into view.
  list.addEventListener('click', event => {
    const caption = captionAt(event);
    if (!caption)
      return;
    show(caption);
    race.querySelector('.area [data-told]')?.closest('.lane').scrollIntoView({ block: 'nearest' });
  }, { signal });
  // The list is in the order of time, so a new sentence is at its end. Keep it in view, unless a person reads another one.
  // The scroll position needs a layout. In the next frame there is one anyway, but here it would be one more.
  const additions = new MutationObserver(() => requestAnimationFrame(() => {
    if (!list.matches(':hover, :focus-within'))
      list.scrollTop = list.scrollHeight;
  }));
  additions.observe(list, { childList: true });
  signal.addEventListener('abort', () => additions.disconnect());
  tellOfMore(list, signal);
  // A caption that already has the pointer or the focus sends no event until it loses it.
  show(list.querySelector('[data-bars]:is(:hover, :focus)'));
}
