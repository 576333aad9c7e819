// Runs in the page before all other scripts. Measures when bars and answers are painted.
{
  const afterNextFrame = then => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });

  // For each bar, the first frame that shows it, and the first frame that shows it finished.
  const bars = [];
  let unpainted = [];
  function noteBar(bar) {
    const area = bar.closest('.area');
    // The page has replaced the bar before a frame showed it.
    if (!area)
      return;
    unpainted.push({ run: Number(area.dataset.run), future: Number(bar.dataset.f), finished: !/ [rp]\b/.test(bar.className) });
    if (unpainted.length > 1)
      return;
    afterNextFrame(() => {
      const at = performance.timeOrigin + performance.now();
      for (const bar of unpainted)
        bars.push({ ...bar, at });
      unpainted = [];
    });
  }

  function watchBars() {
    new MutationObserver(records => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'attributes' && target.matches('[data-f]'))
          noteBar(target);
        for (const added of addedNodes) {
          if (added.nodeType === Node.ELEMENT_NODE)
            (added.matches('[data-f]') ? [added] : added.querySelectorAll('[data-f]')).forEach(noteBar);
        }
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
  }

  // Measures the time from a step or a jump to the frame that shows its result, in ms.
  function timeToPaint(act) {
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

  async function repeat(count, act) {
    const times = [];
    for (let i = 0; i < count; i++)
      times.push(await timeToPaint(() => act(i)));
    return times;
  }

  const press = key => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const jumpTo = part => {
    const slider = document.querySelector('[data-testid=scrub]');
    slider.valueAsNumber = slider.max * part;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  };

  // Measures the time from each key that zooms or pans to the frame that shows the new window, in ms.
  async function zooms(keys) {
    const times = [];
    for (const key of keys) {
      await new Promise(done => afterNextFrame(done));
      const from = performance.now();
      press(key);
      times.push(await new Promise(done => afterNextFrame(() => done(performance.now() - from))));
    }
    return times;
  }

  // Measures the time from the start of the navigation to the first frame that has the bars and takes keys, in ms.
  async function opened(count) {
    while (!document.querySelector('[data-interactive=true]') || document.querySelectorAll('.track [data-f]').length < count)
      await new Promise(requestAnimationFrame);
    await new Promise(done => afterNextFrame(done));
    return performance.now();
  }

  window.bench = {
    opened,
    watchBars,
    bars: () => bars,
    jumps: parts => repeat(parts.length, i => jumpTo(parts[i])),
    steps: (key, count) => repeat(count, () => press(key)),
    zooms,
  };
}
