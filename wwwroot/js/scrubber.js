import { latestCall } from './latest-call.js';
import { listenAnew } from './listen-anew.js';

// Reports the time that the slider is moved to.
export function watch(slider, player) {
  const seek = latestCall(player, 'Seek');
  slider.addEventListener('input', () => seek(slider.valueAsNumber), { signal: listenAnew(slider) });
}
