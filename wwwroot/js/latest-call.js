// Whether the circuit is up, and how often it was lost. Blazor reports both to the element with this id.
const banner = document.getElementById('components-reconnect-modal');
let connected = true;
let losses = 0;
const waiting = new Set();
banner.addEventListener('components-reconnect-state-changed', event => {
  const lost = event.detail.state !== 'hide';
  if (lost && connected)
    losses++;
  connected = !lost;
  if (lost)
    return;
  for (const send of waiting)
    send();
  waiting.clear();
});

// Returns a function that calls a .NET method with the newest arguments. Only one call is pending at a time. While it is, newer
// arguments replace older ones, so that fast input builds up no queue. While the circuit is lost, the newest arguments wait until it
// is back: Blazor would fail to send them, and a call that was pending when it was lost never returns.
export function latestCall(target, method) {
  let newest = null;
  let pendingSince = null;
  const send = async () => {
    if (!connected) {
      waiting.add(send);
      return;
    }
    if (pendingSince === losses)
      return;
    const since = pendingSince = losses;
    try {
      while (newest !== null && connected && since === losses) {
        const next = newest;
        newest = null;
        await target.invokeMethodAsync(method, ...next);
      }
    } catch {
      // Ignored, because the connection is lost and the reconnect banner reports that.
    } finally {
      if (pendingSince === since)
        pendingSince = null;
    }
  };
  return (...args) => {
    newest = args;
    return send();
  };
}
