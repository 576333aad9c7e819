// What belongs to the page as a whole: colours, keys, and what is said of the connection.
window.flagDashboard = {
  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
  },
};

// A button names its key: <button data-key="r">; data-repeat if it may be held down.
addEventListener('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') || hasItsOwn(event.key, event.target))
    return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
  if (button && (!event.repeat || button.dataset.repeat !== undefined)) {
    event.preventDefault();
    button.click();
  }
});

// What has the focus may mean something else by a key: text is typed, Space presses, arrows choose or scroll.
function hasItsOwn(key, target) {
  const typing = 'input:not([type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable]';
  const pressed = 'a, button, summary, label, input:not([type=range])';
  const moved = 'input[type=radio], [role=menu], .scroll, pre';
  return target.closest?.(key === ' ' ? `${typing}, ${pressed}` : key.startsWith('Arrow') ? `${typing}, ${moved}` : typing) != null;
}

// A button names the dialog it opens: <button data-opens="id">. Escape closes it, and the focus goes back, by themselves.
addEventListener('click', event => {
  const button = event.target.closest?.('[data-opens]');
  if (button)
    document.getElementById(button.dataset.opens).showModal();
  else if (event.target.matches?.('dialog'))
    event.target.close();
});

// A button names what it copies: <button data-copy="id" data-copied="copied">. Its text is Blazor's: a class says that it is done.
addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy]');
  const source = button && document.getElementById(button.dataset.copy);
  if (!source)
    return;
  const text = source.rows ? [...source.rows].map(row => [...row.cells].map(cell => cell.innerText).join('\t')).join('\n') : source.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Only a secure page may write to the clipboard: over plain http from elsewhere, a selection is copied instead.
    getSelection().selectAllChildren(source);
    document.execCommand('copy');
  }
  button.classList.add('copied');
  setTimeout(() => button.classList.remove('copied'), 2000);
});

// Blazor tells the state of the circuit to the element of that id.
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
    // The server has forgotten this page, not the race: its address shows it whole.
    location.reload();
  }
});
banner.querySelector('[data-connection=retry]').addEventListener('click', () => location.reload());
