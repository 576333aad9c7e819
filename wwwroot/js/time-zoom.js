import { edgeRules } from './edge-labels.js';
import { isShortcut } from './key-press.js';
import { latestCall } from './latest-call.js';
import { listenAnew } from './listen-anew.js';
import { tickOf, ticksOf } from './time-axis.js';
import { watchGestures } from './zoom-gestures.js';

// Zooms the time axis of a race. The lanes are placed by custom properties of the race, which the server writes for the whole axis. A
// zoom writes the window beside them, and the lanes then use the window. So nothing is asked of the server, and the player keeps the whole
// axis. When the server writes the style of the race anew, the window is written again before the next frame.
// Placing hundreds of bars takes longer than a frame. So while the window changes, the bars stay where they are in their track, and the
// track is stretched. They are placed anew once the window stands still.

// The rules of the labels at the edge of the window. They change only when the bars are placed, because a changed style sheet costs 2 ms.
const edgeSheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(edgeSheet);

const minSpanMs = 1;
// A track is as wide as one second. Positions in wider tracks would no longer be exact to a px.
const maxWholeWidthPx = 4e6;
const keyFactor = 1.5;
const panShare = 0.2;
const settleAfterMs = 150;
// Beyond this factor, stretched bars would be no picture of the window.
const maxStretch = 8;
// The zoom of each race element. It is kept when the connection was lost and this module attaches to the race again.
const zooms = new WeakMap();

const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

export function watch(root, page) {
  const signal = listenAnew(root, 'zoom');
  const report = latestCall(page, 'OnWindowChanged');
  // The window that is wanted, in ms; null for the whole axis. It may lie beyond the axis, which grows while the race runs.
  const zoom = zooms.get(root) ?? { wanted: null, touched: false, fitted: false, command: undefined, reported: null };
  zooms.set(root, zoom);
  const axis = root.querySelector('.axis');
  const rules = JSON.parse(axis.dataset.rules);
  let drawing = 0;
  let settling = 0;
  // The window for which the bars are placed; null for the whole axis.
  let placed = null;
  let isStretched = false;

  // On the axis of aligned starts, times are those since each run began.
  const isAligned = () => root.dataset.aligned !== undefined;
  let wasAligned = isAligned();

  const whole = () => {
    const read = name => Number(root.style.getPropertyValue(name)) * 1000;
    return { from: read('--from'), span: read('--axis') };
  };
  // The part of the wanted window that lies on the axis; null for the whole axis.
  const shown = () => {
    const all = whole();
    if (!zoom.wanted || zoom.wanted.span >= all.span)
      return null;
    const span = Math.max(zoom.wanted.span, leastSpan());
    return { span, from: clamp(zoom.wanted.from, all.from, all.from + all.span - span) };
  };
  const current = () => shown() ?? whole();
  const leastSpan = () => {
    const all = whole();
    return Math.min(all.span, Math.max(minSpanMs, (all.from + all.span) * axis.clientWidth / maxWholeWidthPx));
  };

  const set = wanted => {
    zoom.wanted = wanted;
    drawing ||= requestAnimationFrame(draw);
  };
  const setByPerson = wanted => {
    zoom.touched = true;
    set(wanted && wanted.span < whole().span ? wanted : null);
    zoom.wanted = shown();
  };

  const actions = {
    show: setByPerson,
    current,
    isZoomed: () => shown() !== null,
    timeAt(x) {
      const { from, span } = current();
      const box = axis.getBoundingClientRect();
      return from + clamp((x - box.left) / box.width, 0, 1) * span;
    },
    zoomBy(factor, at) {
      const now = current();
      const span = clamp(now.span / factor, leastSpan(), whole().span);
      setByPerson({ span, from: at - (at - now.from) * span / now.span });
    },
    panBy(ms) {
      const now = shown();
      if (now)
        setByPerson({ ...now, from: now.from + ms });
    },
  };
  const { pointerX } = watchGestures(root, actions, signal);

  // The time that keys and buttons zoom around: at the pointer if it is in a lane, else the time shown if it is in the window, else the
  // middle.
  const fixedTime = () => {
    const { from, span } = current();
    const x = pointerX();
    const at = x === null ? (isAligned() ? NaN : root.querySelector('.scrub')?.valueAsNumber ?? NaN) : actions.timeAt(x);
    return at >= from && at <= from + span ? at : from + span / 2;
  };
  const commands = {
    in: () => actions.zoomBy(keyFactor, fixedTime()),
    out: () => actions.zoomBy(1 / keyFactor, fixedTime()),
    left: () => actions.panBy(-panShare * current().span),
    right: () => actions.panBy(panShare * current().span),
    all: () => setByPerson(null),
    pools: () => pools() && setByPerson(pools()),
  };
  const pools = () => root.dataset.pools && { from: whole().from, span: Number(root.dataset.pools) - whole().from };
  const keys = { '+': 'in', '=': 'in', w: 'in', '-': 'out', '_': 'out', s: 'out', a: 'left', d: 'right', 0: 'all' };

  // The places of labels at the edge are in px.
  addEventListener('resize', () => zoom.wanted && set(zoom.wanted), { signal });
  root.addEventListener('click', event => commands[event.target.closest?.('[data-zoom]')?.dataset.zoom]?.(), { signal });
  addEventListener('keydown', event => {
    const command = root.isConnected && event.key.length === 1 && isShortcut(event) && keys[event.key.toLowerCase()];
    if (!command)
      return;
    event.preventDefault();
    commands[command]();
  }, { signal });

  function draw() {
    drawing = 0;
    const view = shown();
    const window = view ?? whole();
    const laid = placed ?? whole();
    const stretch = laid.span / window.span;
    const moved = window.from !== laid.from || stretch !== 1;
    isStretched = (moved || isStretched) && stretch < maxStretch && stretch > 1 / maxStretch;
    if (!isStretched)
      place(view);
    show(view);
    styleTracks(isStretched ? stretchStyle(laid, window) : '');
    clearTimeout(settling);
    settling = setTimeout(settle, settleAfterMs);
  }

  function place(view) {
    placed = view;
    root.toggleAttribute('data-zoomed-bars', view !== null);
    edgeSheet.replaceSync(view ? edgeRules(root, view.from, view.span, axis.clientWidth) : '');
  }

  // The style that moves a track, whose bars are placed for one window, to another window. A track is as wide as one second.
  function stretchStyle(laid, { from, span }) {
    const [start, stretch] = [laid.from / 1000, laid.span / span];
    return `--axis: ${laid.span / 1000}; --from: ${start};
      transform-origin: calc(100% * (${start} + var(--shift))) 0;
      transform: translateX(${100 * (start - from / 1000) * stretch}%) scaleX(${stretch})`;
  }

  function styleTracks(style) {
    root.querySelectorAll(':scope > .lane .track').forEach(track => track.style.cssText = style);
  }

  function show(view) {
    root.toggleAttribute('data-zoomed', view !== null);
    if (!view)
      return;
    const { from, span } = view;
    const all = whole();
    write(labelsOf(view));
    const mark = axis.querySelector('.overview i');
    mark.style.left = `${100 * (from - all.from) / all.span}%`;
    mark.style.width = `${100 * span / all.span}%`;
    for (const [name, ms] of Object.entries({ axis: span, from, tick: tickOf(span, rules) }))
      root.style.setProperty(`--window-${name}`, ms / 1000);
    // Not a change that has to be drawn again.
    observer.takeRecords();
  }

  // The first step makes all elements that any window needs, because a new one makes the browser match all elements above it against
  // :has() again.
  function write(labels) {
    const list = axis.querySelector('.window');
    while (list.childElementCount <= rules.maxTicks)
      list.append(Object.assign(document.createElement('span'), { textContent: ' ' }));
    [...list.children].forEach((element, i) => {
      const label = labels[i];
      element.hidden = !label;
      if (!label)
        return;
      element.className = label.side;
      element.dataset.at = label.at;
      element.firstChild.data = label.text;
      element.style.left = `${label.place}%`;
    });
  }

  function labelsOf({ from, span }) {
    const ticks = ticksOf(from, span, rules);
    const places = ticks.map(tick => 100 * (tick.at - from) / span);
    const isTight = 100 * tickOf(span, rules) / span < rules.minTwoLabelsOnPhone;
    return ticks.map(({ at, label }, i) => {
      const place = places[i];
      const near = places[i + 1] >= rules.leftFrom && places[i + 1] - place < rules.minTwoLabels ? 'near' : '';
      const edge = place >= rules.leftOnPhoneFrom ? `edge ${isTight ? 'tight' : ''}` : '';
      return { at, place, side: place >= rules.leftFrom ? 'end' : `${edge} ${near}`, text: label };
    });
  }

  // Called when the window no longer changes. Reports it to screen readers, and to the server for links and for the class.
  function settle() {
    const view = shown();
    if (isStretched) {
      isStretched = false;
      place(view);
      styleTracks('');
    }
    root.querySelector('[data-zoom=all]')?.setAttribute('aria-disabled', String(view === null));
    const output = root.querySelector('.zoom output');
    const seconds = ms => `${(ms / 1000).toFixed(2)}\u00a0s`;
    if (output) {
      output.textContent = view
        ? output.dataset.template.replace('{0}', seconds(view.from)).replace('{1}', seconds(view.from + view.span)) : '';
    }
    const window = view ? [view.from, view.from + view.span] : [-1, -1];
    if (window.join() === (zoom.reported ?? '-1,-1'))
      return;
    zoom.reported = window.join();
    report(...window);
  }

  // Once all modes are revealed, the axis fits the pools by itself, unless a person has zoomed.
  function fitPools() {
    if (document.documentElement.dataset.presenting !== 'all' || !pools() || zoom.touched || zoom.fitted || zoom.wanted)
      return;
    zoom.fitted = true;
    set(pools());
  }

  // Shows the window that a link or the presenter's page asks for.
  function obey() {
    const command = root.dataset.window;
    if (command === undefined || command === zoom.command || isAligned())
      return;
    zoom.command = command;
    const [from, to] = command.split(',').map(Number);
    set(command ? { from, span: to - from } : null);
  }

  const observer = new MutationObserver(() => {
    if (!root.isConnected)
      return observer.disconnect();
    if (isAligned() !== wasAligned) {
      wasAligned = isAligned();
      placed = null;
      set(null);
    }
    obey();
    fitPools();
    if (zoom.wanted)
      set(zoom.wanted);
  });
  observer.observe(root, { attributeFilter: ['style', 'data-pools', 'data-window', 'data-aligned'] });
  observer.observe(document.documentElement, { attributeFilter: ['data-presenting'] });
  signal.addEventListener('abort', () => observer.disconnect());
  place(null);
  obey();
  fitPools();
  set(zoom.wanted);
}
