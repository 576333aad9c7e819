// Presentation mode: the race alone fills the screen. Its lanes appear one by one, so that an audience can guess before it sees the
// next one.
const root = document.documentElement;
const hiddenLanes = new CSSStyleSheet();
document.adoptedStyleSheets.push(hiddenLanes);
const hidePointerAfter = 2000;
const changes = new MutationObserver(fitSoon);
let lanes = 1;
let fitted = '';
let isSingle = true;
let fitting = 0;
let hideTimer = 0;

const presenting = () => root.dataset.presenting !== undefined;

function show(count) {
  lanes = Math.min(Math.max(count, 1), Math.max(laneCount(), 1));
  fit();
}

const laneCount = () => document.querySelectorAll('.race > .lane').length;

// Shows the last revealed lane, and as many before it as there is room for. The style sheet gives each row a height that can be read from
// afar, so lanes without room for it would overflow the race.
function fit() {
  const all = laneCount();
  const last = Math.min(lanes, Math.max(all, 1));
  root.dataset.presenting = last < all ? 'more' : 'all';
  let first = 1;
  hideLanes(first, last, all);
  while (first < last && overflows())
    hideLanes(++first, last, all);
  // If even a single lane does not fit, its rows are made lower.
  if (overflows())
    hideLanes(first, last, all, ':root[data-presenting] .lane { min-height: 0; } :root[data-presenting] .plot { min-height: 22px; }');
  [fitted, isSingle] = [contents(), first === last];
}

// The values that determine how many lanes fit: the rows of each lane, and the size of the window.
const contents = () => [innerWidth, innerHeight, ...[...document.querySelectorAll('.race > .lane .plot')]
  .map(plot => plot.style.getPropertyValue('--rows'))].join();

function overflows() {
  const race = document.querySelector('.race');
  return race !== null && race.scrollHeight > race.clientHeight;
}

function hideLanes(first, last, all, more = '') {
  const shown = first === last ? first : `${first}–${last}`;
  const pages = first > 1 || last < all ? `:root[data-presenting] .race .prompt::before { content: "${shown} / ${all}"; }` : '';
  hiddenLanes.replaceSync(`
    :root[data-presenting] .race > .lane:is(:nth-child(n + ${last + 1} of .lane), :nth-child(-n + ${first - 1} of .lane)) { display: none; }
    ${pages} ${more}`);
}

// The lanes of a race, and their rows, appear only while it starts. A lane becomes higher when its run fails.
function fitSoon() {
  fitting ||= requestAnimationFrame(() => {
    fitting = 0;
    if (presenting() && (contents() !== fitted || (!isSingle && overflows())))
      fit();
  });
}

function enter() {
  show(1);
  changes.observe(document.getElementById('main'), { childList: true, subtree: true });
  addEventListener('resize', fitSoon);
  hidePointer();
  // If the browser refuses full screen, the race fills the window.
  root.requestFullscreen?.().catch(() => {});
}

function leave() {
  changes.disconnect();
  removeEventListener('resize', fitSoon);
  delete root.dataset.presenting;
  hiddenLanes.replaceSync('');
  if (document.fullscreenElement)
    document.exitFullscreen().catch(() => {});
}

// Hides the pointer. It is visible only while it moves.
function hidePointer() {
  clearTimeout(hideTimer);
  delete root.dataset.pointing;
}

addEventListener('click', event => {
  if (event.target.closest?.('[data-presents]'))
    presenting() ? leave() : enter();
});
addEventListener('pointermove', () => {
  if (!presenting())
    return;
  root.dataset.pointing = '';
  clearTimeout(hideTimer);
  hideTimer = setTimeout(hidePointer, hidePointerAfter);
});
// In full screen the browser handles Escape itself, so that leaving full screen also ends the presentation.
addEventListener('fullscreenchange', () => presenting() && !document.fullscreenElement && leave());

// If no lane is left to show or to hide, the page handles the key. The tour may then go to another scene, whose lanes appear one by
// one again.
function step(key, by) {
  const wanted = lanes + by;
  show(wanted);
  if (lanes === wanted)
    return true;
  if (document.querySelector(`[data-key="${key}"]:not([disabled])`))
    show(1);
  return false;
}

const keys = {
  n: () => step('n', 1),
  PageDown: () => step('n', 1),
  b: () => step('b', -1),
  PageUp: () => step('b', -1),
  a: () => root.dataset.presenting !== 'all' && show(Infinity),
  Escape: leave,
};
addEventListener('keydown', event => {
  const does = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const isOff = event.key.length === 1 && root.dataset.letterKeys === 'off';
  if (!does || isOff || !presenting() || event.ctrlKey || event.metaKey || event.altKey
    || document.querySelector('dialog[open], :popover-open'))
    return;
  if (does() !== false)
    event.preventDefault();
}, { capture: true });
