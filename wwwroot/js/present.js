// Presentation mode: the race alone fills the screen. Its lanes appear one by one, so that an audience can guess before it sees the
// next one.
const root = document.documentElement;
const hiddenLanes = new CSSStyleSheet();
document.adoptedStyleSheets.push(hiddenLanes);
const hidePointerAfter = 2000;
let lanes = 1;
let hideTimer = 0;

const presenting = () => root.dataset.presenting !== undefined;

function show(count) {
  const all = document.querySelectorAll('.race > .lane').length;
  lanes = Math.min(Math.max(count, 1), Math.max(all, 1));
  root.dataset.presenting = lanes < all ? 'more' : 'all';
  hiddenLanes.replaceSync(`:root[data-presenting] .race > .lane:nth-child(n + ${lanes + 1} of .lane) { display: none; }`);
}

function enter() {
  show(1);
  hidePointer();
  // If the browser refuses full screen, the race fills the window.
  root.requestFullscreen?.().catch(() => {});
}

function leave() {
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
  a: () => show(Infinity),
  Escape: leave,
};
addEventListener('keydown', event => {
  const does = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!does || !presenting() || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open], :popover-open'))
    return;
  if (does() !== false)
    event.preventDefault();
}, { capture: true });
