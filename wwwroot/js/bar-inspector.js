import { latestCall } from './latest-call.js';
import { listenAnew } from './listen-anew.js';

// Reports the bar that the pointer or the keyboard reaches, and the one that is chosen by a click or by Enter. One listener serves all
// bars of a race.
// A style rule marks the bar, because Blazor replaces the element of a bar that changes, and a class on it would be lost.
const mark = new CSSStyleSheet();
document.adoptedStyleSheets.push(mark);
const fingerPx = 24;

export function watch(root, page) {
  const signal = listenAnew(root);
  let shown = null;
  let chosen = null;
  const report = latestCall(page, 'Inspect');
  const reportChosen = latestCall(page, 'OpenFaultMenu');
  mark.replaceSync('');

  const show = bar => {
    const area = bar?.closest('.area');
    const name = bar && `.area[data-run="${area.dataset.run}"] [data-f="${bar.dataset.f}"]`;
    if (name === shown)
      return;
    shown = name;
    // A future has bars in every lane except auxiliary ones. A phase has a bar only in its own lane.
    const lit = name && (bar.dataset.f < 0 || area.closest('.aside') ? name : `.lane:not(.aside) [data-f="${bar.dataset.f}"]`);
    mark.replaceSync(lit ? `${lit} { outline: 2px solid var(--ink); outline-offset: -2px; z-index: 1; }` : '');
    if (!bar)
      return void report(-1, -1, 0, 0);
    const box = bar.getBoundingClientRect();
    const bounds = area.getBoundingClientRect();
    const others = bar.dataset.f < 0 ? 0 : root.querySelectorAll('.lane:not(.aside)').length - 1;
    const [width, height] = document.documentElement.dataset.presenting === undefined ? [530, 180 + 20 * others] : [540, 290 + 32 * others];
    const x = Math.min(Math.max(box.left, bounds.left), innerWidth - width);
    const y = box.bottom + height > innerHeight ? box.top - height : box.bottom + 8;
    report(Number(area.dataset.run), Number(bar.dataset.f), Math.max(8, x), Math.max(8, y));
  };

  // Reports a chosen bar, beside which the page opens the menu. Possible only while the race runs and its latest state is shown.
  const choose = (bar, x) => {
    if (!bar || root.dataset.changes === undefined)
      return false;
    const area = bar.closest('.area');
    reportChosen(Number(area.dataset.run), Number(bar.dataset.f), x, bar.getBoundingClientRect().bottom + 6);
    return true;
  };
  // Finds the open bar in the row at y. A pending bar is only one px high, so a click anywhere in its row counts.
  const openBarAt = (area, y) => {
    const bounds = area.getBoundingClientRect();
    const style = getComputedStyle(area);
    const rows = Number(style.getPropertyValue('--rows')) + Number(style.getPropertyValue('--band'));
    const row = Math.floor((y - bounds.top) / bounds.height * rows);
    return [...area.querySelectorAll('.b.o:not(.k)')].find(bar => bar.style.getPropertyValue('--r') === `${row}`);
  };

  // Finds the bar in the row of a tap that is less than half the width of a fingertip away. A short bar is narrower than a finger.
  const barNear = event => {
    const area = event.pointerType === 'touch' ? event.target.closest?.('.area') : null;
    const near = [...area?.querySelectorAll('[data-f]:not(.p)') ?? []].map(bar => ({ bar, box: bar.getBoundingClientRect() }))
      .filter(({ box }) => box.top <= event.clientY && event.clientY <= box.bottom)
      .map(({ bar, box }) => ({ bar, distance: Math.max(box.left - event.clientX, event.clientX - box.right) }))
      .filter(({ distance }) => distance < fingerPx / 2);
    return near.sort((one, other) => one.distance - other.distance)[0]?.bar;
  };

  root.dataset.watched = '';
  // When a dialog closes below a resting pointer, the browser sends pointerover although the pointer has not moved. Such an event is
  // ignored, so that a bar that was reached by keyboard stays inspected.
  let pointer = '';
  const positionOf = event => `${event.clientX} ${event.clientY}`;
  root.addEventListener('pointermove', event => pointer = positionOf(event), { signal });
  root.addEventListener('pointerover', event => {
    const bar = event.target.closest?.('[data-f]') ?? barNear(event);
    if (bar || positionOf(event) !== pointer)
      show(bar ?? null);
  }, { signal });
  // A touch pointer leaves as soon as the finger is lifted. The tapped bar stays inspected until the next tap.
  root.addEventListener('pointerleave', event => event.pointerType === 'touch' || show(null), { signal });
  // The window outlives the race, so this listener removes itself when the race is gone.
  addEventListener('pointerdown', function leave(event) {
    if (!root.isConnected)
      removeEventListener('pointerdown', leave);
    else if (!root.contains(event.target))
      show(null);
  }, { signal });
  // A tap in another lane first inspects the bar there and then moves the focus. Only a bar in the lane that lost the focus is left.
  root.addEventListener('focusout', event => {
    if (shown?.startsWith(`.area[data-run="${event.target.dataset.run}"]`))
      show(null);
  }, { signal });
  root.addEventListener('click', event => {
    const area = event.target.closest?.('.area');
    // A click that chooses or inspects a bar does not also seek (time-pointer.js).
    if (area && (choose(event.target.closest('[data-f]') ?? openBarAt(area, event.clientY), event.clientX) || barNear(event)))
      event.preventDefault();
  }, { signal });
  // When the menu closes and the focus returns, inspect the bar again that the keyboard had reached.
  root.addEventListener('focusin', event => {
    if (!chosen || !event.target.matches('.area'))
      return;
    show(event.target.querySelector(chosen));
    chosen = null;
  }, { signal });
  root.addEventListener('keydown', event => {
    const area = event.target.closest?.('.area');
    if (area && shown && event.key === 'Enter') {
      const bar = area.querySelector(`:is(${shown}):not(.mk)`);
      chosen = shown;
      choose(bar, Math.max(bar?.getBoundingClientRect().left ?? 0, area.getBoundingClientRect().left));
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!area || !step)
      return;
    event.preventDefault();
    // Collects one bar of each future, in call order.
    const byFuture = new Map([...area.querySelectorAll('[data-f]:not(.mk)')].map(bar => [Number(bar.dataset.f), bar]));
    const bars = [...byFuture].sort(([one], [other]) => one - other).map(([, bar]) => bar);
    const at = bars.findIndex(bar => shown && bar.matches(shown));
    show(bars[at < 0 ? (step > 0 ? 0 : bars.length - 1) : Math.min(Math.max(at + step, 0), bars.length - 1)] ?? null);
  }, { signal });
  // A pointer that already rests on a bar sends no event until it leaves it.
  show(root.querySelector('[data-f]:hover'));
}
