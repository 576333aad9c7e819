// Keeps the scroll position when a new run replaces the race that is shown. Blazor would scroll to the top for the new address, and the
// page is short until the first events arrive. Any input of a person ends the hold.
const settlingMs = 1000;
const longestMs = 5000;

document.addEventListener('click', event => {
  const shown = document.querySelector('.race')?.dataset.race;
  if (shown && scrollY > 0 && event.target.closest?.('[data-key="r"]'))
    hold(shown);
});

function hold(shown) {
  const top = scrollY;
  let end = Infinity;
  const person = new AbortController();
  for (const input of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    addEventListener(input, () => person.abort(), { signal: person.signal, passive: true });
  document.body.style.minHeight = `${document.body.scrollHeight}px`;

  requestAnimationFrame(function keep() {
    if (person.signal.aborted || performance.now() > end) {
      document.body.style.minHeight = '';
      person.abort();
      return;
    }

    if (scrollY !== top)
      scrollTo({ top, behavior: 'instant' });
    const next = document.querySelector('.race');
    if (next && next.dataset.race !== shown)
      end = Math.min(end, performance.now() + (next.getBoundingClientRect().bottom >= innerHeight ? settlingMs : longestMs));
    requestAnimationFrame(keep);
  });
}
