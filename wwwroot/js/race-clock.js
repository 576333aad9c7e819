// The browser owns the clock. Whatever carries the class "live" is moved here, in one animation frame for all runs:
// a .now element (the curtain that hides the future of open bars) or a clock's digits. Blazor takes the class away
// when the run is through, and then writes the final values itself.
const live = document.getElementsByClassName('live');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const digitsEvery = 100;
let origin = 0;
let digitsAt = 0;
let frame = 0;

/** The race is `now` ms old. */
export function sync(now) {
  origin = performance.now() - now;
  digitsAt = 0;
  frame ||= requestAnimationFrame(tick);
}

function tick(at) {
  if (live.length === 0) {
    frame = 0;
    return;
  }
  const now = Math.max(0, at - origin);
  const digits = at - digitsAt >= digitsEvery;
  if (digits)
    digitsAt = at;
  for (const element of live) {
    if (element.dataset.clock === undefined) {
      if (digits || !calm.matches)
        element.style.transform = `translateX(${now / 10}%)`;
    } else if (digits) {
      element.firstChild.nodeValue = `${(Math.max(0, now - element.dataset.clock) / 1000).toFixed(2)} s`;
    }
  }
  frame = requestAnimationFrame(tick);
}
