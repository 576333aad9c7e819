import { isShortcut } from './key-press.js';

// Behaviour of the whole page: the theme and the language, keyboard shortcuts, dialogs, copy buttons, and the reconnect banner.
window.flagDashboard = {
  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    remember('theme', theme);
  },
};

// <button data-language="zh-Hans"> shows the page in this language. The server writes all texts, so the page is loaded again.
addEventListener('click', event => {
  const button = event.target.closest?.('[data-language]');
  if (!button)
    return;
  remember('language', button.dataset.language);
  location.reload();
});

function remember(choice, value) {
  const path = new URL(document.baseURI).pathname;
  const secure = location.protocol === 'https:' ? ';secure' : '';
  document.cookie = `${choice}=${value};path=${path};max-age=31536000;samesite=lax${secure}`;
}

// Keys of one letter can be switched off (WCAG 2.1.4), because speech input may type letters. This browser remembers the choice. A browser
// that stores nothing has them on.
const letterKeys = {
  get on() {
    try {
      return localStorage.getItem('letterKeys') !== 'off';
    } catch {
      return true;
    }
  },
  set on(on) {
    show(on);
    try {
      localStorage.setItem('letterKeys', on ? 'on' : 'off');
    } catch {
      // The choice then holds until the page is reloaded.
    }
  },
};
function show(on) {
  document.documentElement.dataset.letterKeys = on ? 'on' : 'off';
}
show(letterKeys.on);
addEventListener('change', event => {
  if (event.target.matches?.('[data-letter-keys-switch]'))
    letterKeys.on = event.target.checked;
});
// Another tab may have changed the setting.
addEventListener('storage', event => event.key === 'letterKeys' && show(letterKeys.on));

// Keyboard shortcuts: <button data-key="r"> is clicked by R. With data-repeat, holding the key down clicks it repeatedly.
addEventListener('keydown', event => {
  if (!isShortcut(event))
    return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
  if (button && (!event.repeat || button.dataset.repeat !== undefined)) {
    event.preventDefault();
    if (!isConfirmed(button))
      return;
    // The arrow keys step further with Shift, like a click with Shift.
    if (event.shiftKey && key.startsWith('Arrow'))
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }));
    else
      button.click();
  }
});

// <button data-again="press again to cancel"> loses something, so its key works only when it is pressed twice within 3 s.
function isConfirmed(button) {
  if (button.dataset.again === undefined || button.dataset.armed !== undefined)
    return true;
  button.dataset.armed = '';
  setTimeout(() => delete button.dataset.armed, 3000);
  return false;
}

// In a field with a list of options, Enter chooses an option and does not submit the form.
addEventListener('keydown', event => {
  if (event.key === 'Enter' && event.target.matches?.('.mud-autocomplete input'))
    event.preventDefault();
}, true);

// Dialogs: <button data-opens="id"> opens the dialog with that id. The browser closes it on Escape and restores the focus.
addEventListener('click', event => {
  const button = event.target.closest?.('[data-opens]');
  const dialog = button && document.getElementById(button.dataset.opens);
  for (const input of dialog?.querySelectorAll('[data-letter-keys-switch]') ?? [])
    input.checked = document.documentElement.dataset.letterKeys !== 'off';
  if (dialog)
    dialog.showModal();
  else if (event.target.matches?.('dialog'))
    event.target.close();
});

// <section popover data-takes-focus> gives the focus to its first field when it opens. Without a field, it gives it to its first button.
addEventListener('toggle', event => {
  if (event.newState === 'open' && event.target.dataset.takesFocus !== undefined)
    (event.target.querySelector('input') ?? event.target.querySelector('button')).focus();
}, true);

// <button data-vanishes> disappears once it was pressed. The focus then moves to the button beside it, because it would otherwise fall
// back to the body, and a person who uses the keyboard would start again at the top of the page. Items that were pressed before may
// still be shown until the server answers, so they are skipped.
const vanishing = new WeakSet();
addEventListener('click', event => {
  const button = event.target.closest?.('[data-vanishes]');
  if (!button)
    return;
  const item = button.closest('li');
  vanishing.add(item ?? button);
  const items = [...item?.parentElement.children ?? []];
  const at = items.indexOf(item);
  const remains = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0)).reverse()].find(other => !vanishing.has(other));
  (remains ?? button.closest('fieldset')).querySelector('button')?.focus();
});

// Copy buttons: <button data-copy="id" data-copied="copied" data-refused="press Ctrl+C"> copies the text of the element with that id: the
// cells of a table, the lines of code, or all text. A class shows the outcome, because Blazor owns the text of the button.
addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy]');
  const source = button && document.getElementById(button.dataset.copy);
  if (!source)
    return;
  const outcome = await copy(source) ? 'copied' : 'refused';
  button.classList.remove('copied', 'refused');
  button.classList.add(outcome);
  document.getElementById('copy-outcome').textContent = button.dataset[outcome] ?? '';
  setTimeout(() => button.classList.remove(outcome), outcome === 'copied' ? 2000 : 8000);
});

async function copy(source) {
  const lines = [...source.querySelectorAll('code')];
  const text = source.rows
    ? [...source.rows].map(row => [...row.cells].map(cell => cell.innerText).join('\t')).join('\n')
    : lines.length > 0 ? lines.map(line => line.textContent).join('\n') : source.textContent;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers allow clipboard access only in secure contexts, or a person refused it. The selected text can still be copied by a key.
    getSelection().selectAllChildren(source);
    return document.execCommand('copy');
  }
}

// Blazor reports the state of the circuit to the element with this id.
const banner = document.getElementById('components-reconnect-modal');
let lost = false;
banner.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  if (state === 'show') {
    lost = true;
  } else if (state === 'hide' && lost) {
    lost = false;
    banner.classList.add('restored');
    setTimeout(() => banner.classList.remove('restored'), 4000);
  } else if (state === 'rejected') {
    // The server has discarded the state of this page but still has the race, so that a reload shows it again.
    location.reload();
  }
});
banner.querySelector('[data-connection=retry]').addEventListener('click', () => location.reload());
