// Shows a checkbox as neither checked nor unchecked, which only a script can do: the state is no attribute.
export function setPartlyChecked(checkbox, isPartlyChecked) {
  checkbox.indeterminate = isPartlyChecked;
}
