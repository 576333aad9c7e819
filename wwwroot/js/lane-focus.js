/** Moves the focus to the first of these elements that a race has. An element is named by its test id, and is or contains a button. */
export function focusFirst(race, testIds) {
  for (const id of testIds) {
    const element = race.querySelector(`[data-testid="${CSS.escape(id)}"]`);
    const button = element?.matches('button') ? element : element?.querySelector('button');
    if (button)
      return button.focus({ preventScroll: true });
  }
}
