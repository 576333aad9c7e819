// Runs in the page before anything else: tells when things were painted, by the wall clock and by the page's own.
{
  const afterNextFrame = then => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });

  // Of each bar the first frame that had it, and the first that had it finished.
  const bars = [];
  let fresh = [];
  function note(bar) {
    const area = bar.closest('.area');
    // Replaced before anybody could see it.
    if (!area)
      return;
    fresh.push({ run: Number(area.dataset.run), future: Number(bar.dataset.f), finished: !/ [rp]\b/.test(bar.className) });
    if (fresh.length > 1)
      return;
    afterNextFrame(() => {
      const at = performance.timeOrigin + performance.now();
      for (const seen of fresh)
        bars.push({ ...seen, at });
      fresh = [];
    });
  }

  function watchBars() {
    new MutationObserver(records => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'attributes' && target.matches('[data-f]'))
          note(target);
        for (const added of addedNodes) {
          if (added.nodeType === Node.ELEMENT_NODE)
            (added.matches('[data-f]') ? [added] : added.querySelectorAll('[data-f]')).forEach(note);
        }
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
  }

  // What a step or a jump takes until the page that answers it is painted, in ms.
  function took(act) {
    return new Promise(done => {
      const from = performance.now();
      const observer = new MutationObserver(() => {
        observer.disconnect();
        afterNextFrame(() => done(performance.now() - from));
      });
      observer.observe(document.querySelector('[data-testid=happened]'), { subtree: true, childList: true, characterData: true });
      act();
    });
  }

  async function several(count, act) {
    const times = [];
    for (let i = 0; i < count; i++)
      times.push(await took(() => act(i)));
    return times;
  }

  const press = key => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const jumpTo = part => {
    const slider = document.querySelector('[data-testid=scrub]');
    slider.valueAsNumber = slider.max * part;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  };

  window.bench = {
    watchBars,
    bars: () => bars,
    jumps: parts => several(parts.length, i => jumpTo(parts[i])),
    steps: (key, count) => several(count, () => press(key)),
  };
}
