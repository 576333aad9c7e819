// Opens the menu of a bar as a modal dialog, and keeps it inside the window.
const margin = 8;

export function show(dialog) {
  dialog.showModal();
  const box = dialog.getBoundingClientRect();
  dialog.style.left = `${Math.max(margin, Math.min(box.left, innerWidth - box.width - margin))}px`;
  dialog.style.top = `${Math.max(margin, Math.min(box.top, innerHeight - box.height - margin))}px`;
}

// The browser then returns the focus to the element that had it before.
export function close(dialog) {
  dialog.close();
}
