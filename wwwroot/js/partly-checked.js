// Shows a checkbox as checked, as unchecked, or as neither, which only a script can do: the third state is no attribute.
export function showPicked(checkbox, isChecked, isPartlyChecked) {
  checkbox.checked = isChecked;
  checkbox.indeterminate = isPartlyChecked;
}
