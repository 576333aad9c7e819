// Removes the listeners that a module has added to an element, and returns an abort signal for its new listeners. The server calls a module
// again after a lost connection, because it does not know whether the first call arrived. Several modules may listen to one element, so
// each gives its name.
const listening = new WeakMap();

export function listenAnew(element, module = '') {
  const controllers = listening.get(element) ?? new Map();
  listening.set(element, controllers);
  controllers.get(module)?.abort();
  const controller = new AbortController();
  controllers.set(module, controller);
  return controller.signal;
}
