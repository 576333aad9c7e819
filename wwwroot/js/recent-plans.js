// Keeps the links of the plans that this browser has started, newest first. Without storage, as in some private windows, there are none.
const key = 'recentPlans';
const most = 5;

export const show = list => list.invokeMethodAsync('Show', read());

export function remember(list, link) {
  try {
    localStorage.setItem(key, JSON.stringify([link, ...read().filter(other => other !== link)].slice(0, most)));
  } catch {
    // The browser refuses to store, so the plan is not remembered.
  }
  return show(list);
}

function read() {
  try {
    const links = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(links) ? links.filter(link => typeof link === 'string' && link.length <= 4000).slice(0, most) : [];
  } catch {
    return [];
  }
}
