import { latestCall } from './latest-call.js';

// Reports the time that the slider is moved to.
export function watch(slider, player) {
  const seek = latestCall(player, 'Seek');
  // Replaces the listener of a call before.
  slider.oninput = () => seek(slider.valueAsNumber);
}
