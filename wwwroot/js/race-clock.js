// Moves every element that has the class "live" with the time of the race, so that the server need not. Clocks and the slider get
// their values every 100 ms. The compositor animates other elements (the curtain over the part of a lane that lies ahead, and the
// thumb of the slider), so that frames without events cost no layout or script. Blazor removes the class when the run has ended or
// time stands still, and then renders the values itself.
const live = document.getElementsByClassName('live');
const sliders = document.getElementsByClassName('scrub');
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
const intervalMs = 100;
const animationMs = 3_600_000;
const moving = new Map();
let base = 0;
let since = 0;
let rate = 0;
let timer = 0;

/**
 * Sets the time that is shown to `now` ms since the race began. It then passes `speed` times as fast as real time. With 0 it stands
 * still.
 */
export function sync(now, speed = 1) {
  [base, since, rate] = [now, performance.now(), speed];
  for (const slider of sliders)
    place(slider, now);
  [...moving.keys()].forEach(stop);
  timer ||= setInterval(tick, intervalMs);
  tick();
}

const timeShown = () => Math.max(0, base + (performance.now() - since) * rate);

// While the connection is lost, nothing is known about the race, so its time stands still. When the connection is back, the server calls
// sync again.
document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'hide')
    return;
  tick();
  [base, rate] = [timeShown(), 0];
  [...moving.keys()].forEach(moveAgain);
});

function tick() {
  // Stop the animations of removed elements, which would otherwise run for ever and keep the page busy.
  [...moving.keys()].filter(element => !element.isConnected || !element.classList.contains('live')).forEach(stop);
  if (rate === 0 || live.length === 0) {
    clearInterval(timer);
    timer = 0;
    return;
  }
  const now = timeShown();
  for (const element of live) {
    if (element.dataset.clock !== undefined)
      element.firstChild.nodeValue = `${(Math.max(0, now - element.dataset.clock) / 1000).toFixed(2)} s`;
    else if (element.type === 'range')
      place(element, now);
    else if (reducedMotion.matches)
      element.style.transform = `translateX(${now / 10}%)`;
    else if (!moving.has(element))
      move(element);
  }
}

// In px, because the compositor cannot animate percentages on its own. A track is as wide as one second.
function move(element) {
  const width = widthOf(element);
  const now = timeShown();
  const at = ms => `translateX(${width * ms / 1000}px)`;
  // The start may be after the time of the current frame. Without the fill, that frame would show the element at its place in the markup.
  const animation = element.animate(
    { transform: [at(now), at(now + animationMs * rate)] }, { duration: animationMs, fill: 'backwards' });
  // Without a start time, the animation would start with the first frame that paints it, and stay late by that time: on a busy machine,
  // the bars would lag visibly behind the numbers.
  animation.startTime = performance.now();
  animation.onfinish = () => stop(element);
  moving.set(element, { animation, width });
  widths.observe(element);
}

// Fractional px, because a rounding error per second would add up over the length of a race.
const widthOf = element => element.getBoundingClientRect().width;

function stop(element) {
  moving.get(element).animation.cancel();
  moving.delete(element);
}

// When the axis or the window changes the width of a track, restart its animation from the current time.
const widths = new ResizeObserver(entries => {
  const others = entries.map(entry => entry.target)
    .filter(element => moving.has(element) && moving.get(element).width !== widthOf(element));
  others.forEach(moveAgain);
});

function moveAgain(element) {
  stop(element);
  if (element.isConnected && element.classList.contains('live'))
    move(element);
}

// While a person drags the slider, leave its position alone.
function place(slider, now) {
  if (!slider.matches(':active'))
    slider.valueAsNumber = now;
}
