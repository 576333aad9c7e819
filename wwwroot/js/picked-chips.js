import { listenAnew } from './listen-anew.js';
import { tellOfMore } from './more-below.js';

// Makes a list of buttons a single Tab stop. Inside it, the arrow keys, Home and End move the focus, and Delete and Backspace press a
// button. Only this script sets tabindex, so that keys need no round trip and the server never overwrites it.
export function attach(list) {
  const signal = listenAnew(list);
  // Buttons that were pressed are still shown until the server has removed them.
  const removed = new WeakSet();
  const buttonsOf = () => [...list.querySelectorAll('li > button')].filter(button => !removed.has(button));

  const setStop = stop => {
    for (const button of list.querySelectorAll('li > button'))
      button.tabIndex = button === stop ? 0 : -1;
  };
  const keepOneStop = () => {
    const buttons = buttonsOf();
    setStop(buttons.find(button => button.getAttribute('tabindex') === '0') ?? buttons[0]);
  };
  const observer = new MutationObserver(keepOneStop);
  observer.observe(list, { childList: true });
  signal.addEventListener('abort', () => observer.disconnect());
  keepOneStop();
  tellOfMore(list, signal);

  list.addEventListener('focusin', event => setStop(event.target), { signal });
  // The handler of data-vanishes in page.js moves the focus to the next button.
  list.addEventListener('click', event => removed.add(event.target.closest('button') ?? event.target), { signal });
  list.addEventListener('keydown', event => {
    const button = event.target.closest('li > button');
    if (!button || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      button.click();
      return;
    }
    const next = neighbour(buttonsOf(), button, event.key);
    if (next === undefined)
      return;
    event.preventDefault();
    next?.focus();
  }, { signal });
}

// The button that a key leads to, null at the end of the list, and undefined for other keys.
function neighbour(buttons, button, key) {
  const at = buttons.indexOf(button);
  switch (key) {
    case 'ArrowLeft': return buttons[at - 1] ?? null;
    case 'ArrowRight': return buttons[at + 1] ?? null;
    case 'Home': return buttons[0];
    case 'End': return buttons.at(-1);
    case 'ArrowUp': return nearest(buttons.slice(0, at).reverse(), button);
    case 'ArrowDown': return nearest(buttons.slice(at + 1), button);
  }
}

// The button of the first other row that is closest to this one.
function nearest(buttons, button) {
  const { left, top } = button.getBoundingClientRect();
  const boxes = buttons.map(other => ({ other, box: other.getBoundingClientRect() })).filter(({ box }) => Math.abs(box.top - top) > 2);
  const row = boxes.filter(({ box }) => Math.abs(box.top - boxes[0].box.top) <= 2);
  return row.sort((one, other) => Math.abs(one.box.left - left) - Math.abs(other.box.left - left))[0]?.other ?? null;
}
