// Ends the listeners that a module added to the element with the signal before, and returns the signal for new ones. The server calls a
// module again when the connection was lost, because it does not know whether the first call arrived. Several modules may listen to one
// element, so each gives a name.
const listening = new WeakMap();

export function listenAnew(element, module = '') {
  const controllers = listening.get(element) ?? new Map();
  listening.set(element, controllers);
  controllers.get(module)?.abort();
  const controller = new AbortController();
  controllers.set(module, controller);
  return controller.signal;
}
