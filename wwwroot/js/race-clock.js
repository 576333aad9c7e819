// The browser owns the clock. Whatever carries the class "live" is moved here: a clock's digits and the slider over time from
// time to time, all else (the curtain that hides the future of open bars, the slider's thumb) by the compositor, so that a
// frame in which nothing happened costs the page nothing. Blazor takes the class away when the run is through or time stands
// still, and then writes the values itself.
const live = document.getElementsByClassName('live');
const sliders = document.getElementsByClassName('scrub');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const every = 100;
const farAhead = 3_600_000;
const moving = new Map();
let base = 0;
let since = 0;
let rate = 0;
let timer = 0;

/** The race is `now` ms old where it is looked at, and gets older `speed` times as fast as we do; 0 stands still. */
export function sync(now, speed = 1) {
  [base, since, rate] = [now, performance.now(), speed];
  for (const slider of sliders)
    place(slider, now);
  [...moving.keys()].forEach(stop);
  timer ||= setInterval(tick, every);
  tick();
}

function tick() {
  // What is no longer there would go on for ever, and keep the page awake.
  [...moving.keys()].filter(element => !element.isConnected || !element.classList.contains('live')).forEach(stop);
  if (rate === 0 || live.length === 0) {
    clearInterval(timer);
    timer = 0;
    return;
  }
  const now = Math.max(0, base + (performance.now() - since) * rate);
  for (const element of live) {
    if (element.dataset.clock !== undefined)
      element.firstChild.nodeValue = `${(Math.max(0, now - element.dataset.clock) / 1000).toFixed(2)} s`;
    else if (element.type === 'range')
      place(element, now);
    else if (calm.matches)
      element.style.transform = `translateX(${now / 10}%)`;
    else if (!moving.has(element))
      move(element, now);
  }
}

// In px: what is told in percent of a width, the compositor leaves to the page. A track is as wide as one second.
function move(element, now) {
  const width = widthOf(element);
  const at = ms => `translateX(${width * ms / 1000}px)`;
  const animation = element.animate({ transform: [at(now), at(now + farAhead * rate)] }, farAhead);
  animation.onfinish = () => stop(element);
  moving.set(element, { animation, width });
  widths.observe(element);
}

// To a part of a px: a second is seldom a whole number of them, and there may be many seconds.
const widthOf = element => element.getBoundingClientRect().width;

function stop(element) {
  moving.get(element).animation.cancel();
  moving.delete(element);
}

// Another axis, or another window: it goes on from where it is now.
const widths = new ResizeObserver(entries => {
  const others = entries.map(entry => entry.target).filter(element => moving.has(element) && moving.get(element).width !== widthOf(element));
  others.forEach(stop);
  if (others.length > 0)
    tick();
});

// Whoever holds the slider decides where it is.
function place(slider, now) {
  if (!slider.matches(':active'))
    slider.valueAsNumber = now;
}
