// Presentation: the race and nothing else, as large as the screen. Lanes come one by one, so that a class can guess before it sees.
const root = document.documentElement;
const unveiled = new CSSStyleSheet();
document.adoptedStyleSheets.push(unveiled);
const restAfter = 2000;
let lanes = 1;
let rest = 0;

const presenting = () => root.dataset.presenting !== undefined;

function show(count) {
  const all = document.querySelectorAll('.race > .lane').length;
  lanes = Math.min(Math.max(count, 1), Math.max(all, 1));
  root.dataset.presenting = lanes < all ? 'more' : 'all';
  unveiled.replaceSync(`:root[data-presenting] .race > .lane:nth-child(n + ${lanes + 1} of .lane) { display: none; }`);
}

function enter() {
  show(1);
  sleep();
  // Where a page may not fill the screen, it fills the window.
  root.requestFullscreen?.().catch(() => {});
}

function leave() {
  delete root.dataset.presenting;
  unveiled.replaceSync('');
  if (document.fullscreenElement)
    document.exitFullscreen().catch(() => {});
}

// The pointer is seen while it is moved.
function sleep() {
  clearTimeout(rest);
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
  clearTimeout(rest);
  rest = setTimeout(sleep, restAfter);
});
// Leaving the full screen is leaving: the browser itself takes that Escape.
addEventListener('fullscreenchange', () => presenting() && !document.fullscreenElement && leave());

// Where no lane is left to show or to hide, the key is the page's: it may have another scene, whose lanes come one by one again.
function step(key, by) {
  const wanted = lanes + by;
  show(wanted);
  if (lanes === wanted)
    return true;
  if (document.querySelector(`[data-key="${key}"]:not([disabled])`))
    show(1);
  return false;
}

const keys = { n: () => step('n', 1), PageDown: () => step('n', 1), PageUp: () => step('b', -1), b: () => step('b', -1), a: () => show(Infinity), Escape: leave };
addEventListener('keydown', event => {
  const does = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!does || !presenting() || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]'))
    return;
  if (does() !== false)
    event.preventDefault();
}, { capture: true });
