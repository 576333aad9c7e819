// Tells the page which time is looked for. One question at a time: a fast hand never piles up a queue, and the last place counts.
export function watch(slider, player) {
  let wanted = null;
  let asking = false;

  slider.addEventListener('input', async () => {
    wanted = slider.valueAsNumber;
    if (asking)
      return;
    asking = true;
    try {
      while (wanted !== null) {
        const ms = wanted;
        wanted = null;
        await player.invokeMethodAsync('Seek', ms);
      }
    } catch {
      // The connection is gone; the page says so.
    } finally {
      asking = false;
    }
  });
}
