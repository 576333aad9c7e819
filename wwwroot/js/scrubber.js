import { isShortcut } from './key-press.js';
import { latestCall } from './latest-call.js';
import { listenAnew } from './listen-anew.js';

// Reports the time that the slider is moved to. The keys "," and "." choose another speed.
export function watch(slider, player) {
  const seek = latestCall(player, 'Seek');
  const signal = listenAnew(slider);
  slider.addEventListener('input', () => seek(slider.valueAsNumber), { signal });
  const faster = { ',': -1, '.': 1 };
  addEventListener('keydown', event => {
    const speed = slider.closest('.player')?.querySelector('[data-speed]');
    const choice = speed?.selectedIndex + faster[event.key];
    if (!slider.isConnected || !(choice >= 0 && choice < speed.length) || !isShortcut(event))
      return;
    event.preventDefault();
    speed.selectedIndex = choice;
    speed.dispatchEvent(new Event('change', { bubbles: true }));
  }, { signal });
}
