// Ends the listeners that were added to the element with the signal before, and returns the signal for new ones. The server calls a
// module again when the connection was lost, because it does not know whether the first call arrived.
const listening = new WeakMap();

export function listenAnew(element) {
  listening.get(element)?.abort();
  const controller = new AbortController();
  listening.set(element, controller);
  return controller.signal;
}
