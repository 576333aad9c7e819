import { listenAnew } from './listen-anew.js';

// Shows only the lines of a transcript that contain the typed text, and marks the matches. The lines arrive while the race runs. The server
// does not render the attribute "hidden", so that its renders do not show a line again.
const found = new Map();
const marks = globalThis.Highlight && CSS.highlights;

export function watch(section) {
  const signal = listenAnew(section);
  const [input, count, text] = ['input[type=search]', 'output', 'pre'].map(part => section.querySelector(part));

  const search = () => {
    const wanted = input.value.trim().toLowerCase();
    const ranges = [];
    let shown = 0;
    for (const line of text.children) {
      const places = wanted ? placesOf(line, wanted) : [];
      const hidden = wanted !== '' && places.length === 0;
      if (line.hidden !== hidden)
        line.hidden = hidden;
      shown += hidden ? 0 : 1;
      ranges.push(...places);
    }
    count.textContent = wanted ? count.dataset.template.replace('{0}', shown).replace('{1}', text.children.length) : '';
    found.set(text, ranges);
    mark();
  };

  const changes = new MutationObserver(() => {
    // The pane was closed.
    if (!text.isConnected)
      stop();
    else if (input.value.trim())
      search();
  });
  const stop = () => {
    changes.disconnect();
    found.delete(text);
    mark();
  };
  input.addEventListener('input', search, { signal });
  changes.observe(text, { childList: true, characterData: true, subtree: true });
  signal.addEventListener('abort', stop);
  search();
}

function placesOf(line, wanted) {
  const node = line.firstChild;
  const content = line.textContent.toLowerCase();
  const places = [];
  for (let at = content.indexOf(wanted); at >= 0; at = content.indexOf(wanted, at + wanted.length)) {
    const range = new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + wanted.length });
    places.push(range);
  }
  return places;
}

function mark() {
  marks?.set('transcript-search', new Highlight(...[...found.values()].flat()));
}
