// The browser owns the clock. Whatever carries the class "live" is moved here, in one animation frame for all runs:
// a .now element (the curtain that hides the future of open bars), a clock's digits, or the slider over time. Blazor takes
// the class away when the run is through or time stands still, and then writes the values itself.
const live = document.getElementsByClassName('live');
const sliders = document.getElementsByClassName('scrub');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const digitsEvery = 100;
let base = 0;
let since = 0;
let rate = 0;
let digitsAt = 0;
let frame = 0;

/** The race is `now` ms old where it is looked at, and gets older `speed` times as fast as we do; 0 stands still. */
export function sync(now, speed = 1) {
  [base, since, rate, digitsAt] = [now, performance.now(), speed, 0];
  for (const slider of sliders)
    place(slider, now);
  frame ||= requestAnimationFrame(tick);
}

function tick(at) {
  if (rate === 0 || live.length === 0) {
    frame = 0;
    return;
  }
  const now = Math.max(0, base + (at - since) * rate);
  const digits = at - digitsAt >= digitsEvery;
  if (digits)
    digitsAt = at;
  for (const element of live) {
    if (element.dataset.clock !== undefined) {
      if (digits)
        element.firstChild.nodeValue = `${(Math.max(0, now - element.dataset.clock) / 1000).toFixed(2)} s`;
    } else if (digits || !calm.matches) {
      if (element.type === 'range')
        place(element, now);
      else
        element.style.transform = `translateX(${now / 10}%)`;
    }
  }
  frame = requestAnimationFrame(tick);
}

// Whoever holds the slider decides where it is.
function place(slider, now) {
  if (!slider.matches(':active'))
    slider.valueAsNumber = now;
}
