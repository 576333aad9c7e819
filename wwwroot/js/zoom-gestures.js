// Pointer, wheel and fingers zoom and move the time axis of a race.
const dragAfterPx = 4;
const wheelFactor = 0.005;
const maxWheelPx = 60;
const lineHeightPx = 16;

const inLane = target => target.closest?.('.area, .sheet');
const inTime = target => target.closest?.('.area, .sheet, .axis');

/** Calls `zoom` when a person drags, pinches or turns the wheel. Returns where the pointer is. */
export function watchGestures(root, zoom, signal) {
  const on = (kind, listener, options) => root.addEventListener(kind, listener, { signal, ...options });
  const axis = root.querySelector('.axis');
  const widthOf = () => axis.getBoundingClientRect().width;
  // For each pointer that is down in a lane: its x, and the time at which it was put down.
  const held = new Map();
  let moves = null;
  let dragged = false;
  let x = null;

  on('pointermove', event => x = inTime(event.target) ? event.clientX : null);
  on('pointerleave', () => x = null);

  on('wheel', event => {
    if (!inTime(event.target))
      return;
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1;
    const [dx, dy] = [event.deltaX * scale, event.deltaY * scale];
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoom.zoomBy(Math.exp(-wheelFactor * Math.min(Math.max(dy, -maxWheelPx), maxWheelPx)), zoom.timeAt(event.clientX));
    } else if (zoom.isZoomed() && (event.shiftKey || Math.abs(dx) > Math.abs(dy))) {
      event.preventDefault();
      zoom.panBy((dx || dy) * zoom.current().span / widthOf());
    }
  }, { passive: false });

  on('pointerdown', event => {
    dragged = false;
    const overview = event.target.closest?.('.overview');
    if (event.button !== 0 || event.shiftKey || !(overview || inLane(event.target)))
      return;
    if (overview) {
      moves = 'overview';
      overview.setPointerCapture(event.pointerId);
      // A press on the overview beside the window moves the window there.
      if (!event.target.closest('.overview > i'))
        centre(event.clientX);
    } else {
      moves = 'lane';
    }
    held.set(event.pointerId, { x: event.clientX, last: event.clientX, time: zoom.timeAt(event.clientX) });
    // With a second finger a pinch begins, at the times that both fingers hold now.
    for (const finger of held.values())
      finger.time = zoom.timeAt(finger.last);
  });

  on('pointermove', event => {
    const pointer = held.get(event.pointerId);
    if (!pointer || event.buttons === 0)
      return;
    const by = event.clientX - pointer.last;
    if (held.size === 1 && !dragged && Math.abs(event.clientX - pointer.x) < dragAfterPx)
      return;
    if (!dragged && moves === 'lane')
      inLane(event.target)?.setPointerCapture(event.pointerId);
    pointer.last = event.clientX;
    if (moves === 'overview')
      zoom.panBy(by / widthOf() * wholeSpan());
    else if (held.size > 1)
      pinch();
    else if (zoom.isZoomed())
      zoom.show({ ...zoom.current(), from: pointer.time - shareOf(pointer.last) * zoom.current().span });
    else
      return;
    dragged = true;
  });

  for (const kind of ['pointerup', 'pointercancel']) {
    on(kind, event => {
      held.delete(event.pointerId);
      for (const finger of held.values())
        finger.time = zoom.timeAt(finger.last);
    });
  }

  // Ignore the click at the end of a drag.
  on('click', event => {
    if (dragged && event.detail > 0)
      event.stopImmediatePropagation();
    dragged = false;
  }, { capture: true });

  const shareOf = clientX => (clientX - axis.getBoundingClientRect().left) / widthOf();
  const wholeSpan = () => Number(root.style.getPropertyValue('--axis')) * 1000;
  const centre = clientX => {
    const { span } = zoom.current();
    const from = Number(root.style.getPropertyValue('--from')) * 1000;
    zoom.show({ span, from: from + shareOf(clientX) * wholeSpan() - span / 2 });
  };

  // Zooms so that each finger stays at the time that it holds.
  function pinch() {
    const [one, other] = [...held.values()];
    const distance = shareOf(other.last) - shareOf(one.last);
    if (Math.abs(distance) < 0.01 || one.time === other.time)
      return;
    const span = (other.time - one.time) / distance;
    if (span > 0)
      zoom.show({ span, from: one.time - shareOf(one.last) * span });
  }

  return { pointerX: () => x };
}
