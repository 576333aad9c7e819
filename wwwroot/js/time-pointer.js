import { latestCall } from './latest-call.js';
import { listenAnew } from './listen-anew.js';

// Points at times: a line through all lanes at the pointer with its time, a click that seeks there, and a range that is measured by a drag
// with Shift. Style rules draw them, because Blazor would not keep elements among its own.
const cross = new CSSStyleSheet();
const ranges = new CSSStyleSheet();
document.adoptedStyleSheets.push(cross, ranges);
const chip = Object.assign(document.createElement('div'), { className: 'crosshair-time', hidden: true });
chip.setAttribute('aria-hidden', 'true');
document.body.append(chip);

const minRangePx = 3;
const seconds = (ms, digits) => `${(ms / 1000).toFixed(digits)}\u00a0s`;
const inLane = target => target.closest?.('.area, .sheet') ?? null;

export function watch(root, page) {
  const signal = listenAnew(root, 'pointer');
  const on = (kind, listener, options) => root.addEventListener(kind, listener, { signal, ...options });
  const seek = latestCall(page, 'Seek');
  let pointer = null;
  let range = null;
  let drawing = 0;
  const drawSoon = () => drawing ||= requestAnimationFrame(draw);
  const hide = () => {
    pointer = null;
    drawSoon();
  };

  function draw() {
    drawing = 0;
    const lane = pointer && document.contains(pointer.lane) ? pointer.lane : null;
    chip.hidden = !lane;
    if (!lane)
      return cross.replaceSync('');
    const axis = root.querySelector('.axis').getBoundingClientRect();
    const { ms, digits } = timeAt(lane, pointer.x);
    chip.textContent = seconds(ms, digits);
    chip.dataset.ms = ms;
    chip.style.left = `${Math.max(axis.left, Math.min(pointer.x - chip.offsetWidth / 2, axis.right - chip.offsetWidth))}px`;
    chip.style.top = `${axis.top}px`;
    const x = pointer.x - lane.closest('.plot').getBoundingClientRect().left;
    cross.replaceSync(`.race > .lane .plot::after { content: ""; left: ${x}px; }`);
  }

  function drawRange() {
    if (!range)
      return ranges.replaceSync('');
    const [from, to] = [Math.min(range.from, range.to), Math.max(range.from, range.to)];
    ranges.replaceSync(`
      .race > .lane .area::before { content: ""; --range-from: ${from / 1000}; --range-to: ${to / 1000}; }
      .race > .lane .area[data-run="${range.run}"]::before { content: "${seconds(to - from, range.digits)}"; }`);
  }

  on('pointermove', event => {
    const lane = inLane(event.target);
    if (range?.pointer === event.pointerId) {
      range.to = timeAt(range.area, event.clientX).ms;
      drawRange();
    }
    // Touch draws no line, because the finger covers the place that it points at.
    pointer = lane && event.pointerType !== 'touch' ? { lane, x: event.clientX } : null;
    drawSoon();
  });
  on('pointerleave', hide);
  on('pointerdown', event => {
    const area = inLane(event.target)?.closest('.area');
    if (!area || !event.shiftKey || event.button !== 0)
      return;
    const { ms, digits } = timeAt(area, event.clientX);
    range = { area, digits, run: area.dataset.run, from: ms, to: ms, x: event.clientX, pointer: event.pointerId };
    area.setPointerCapture(event.pointerId);
    drawRange();
  });
  on('pointerup', event => {
    if (range?.pointer !== event.pointerId)
      return;
    range = Math.abs(event.clientX - range.x) < minRangePx ? null : { ...range, pointer: null };
    drawRange();
  });
  // Seeks to the clicked time, unless the click belongs to a range or to a bar.
  on('click', event => {
    const area = event.target.closest?.('.area');
    if (!area || event.shiftKey || event.defaultPrevented || event.target.closest('[data-f]'))
      return;
    // Without the focus in the lane, the arrow keys step from event to event and not from bar to bar.
    area.blur();
    seek(timeAt(area, event.clientX).ms + shiftOf(area));
  });
  addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !range || !root.isConnected || document.querySelector('dialog[open], :popover-open'))
      return;
    event.preventDefault();
    event.stopPropagation();
    range = null;
    drawRange();
  }, { signal, capture: true });

  // Another length of the axis, or another zoom, moves the time away from below the pointer. Aligned starts move each lane, so that a range
  // no longer covers what was measured.
  const observer = new MutationObserver(changes => {
    if (!root.isConnected)
      return observer.disconnect();
    if (changes.some(change => change.attributeName === 'data-aligned')) {
      range = null;
      drawRange();
    }
    if (pointer)
      drawSoon();
  });
  observer.observe(root, { attributeFilter: ['style', 'data-zoomed', 'data-aligned'] });
  signal.addEventListener('abort', () => observer.disconnect());
  drawRange();
  hide();
}

// By how much a lane is shifted to the left to align its start with the others, in ms.
const shiftOf = lane => Number(getComputedStyle(lane).getPropertyValue('--shift')) * 1000;

// Returns the time at a point of a lane, as its axis counts, in ms, and the number of decimals of seconds that one px can distinguish.
function timeAt(lane, clientX) {
  const style = getComputedStyle(lane);
  const [axis, from] = ['--axis', '--from'].map(name => Number(style.getPropertyValue(name)) * 1000);
  const box = lane.getBoundingClientRect();
  const share = Math.min(Math.max((clientX - box.left) / box.width, 0), 1);
  return { ms: from + share * axis, digits: axis / box.width < 0.5 ? 4 : axis / box.width < 5 ? 3 : 2 };
}
