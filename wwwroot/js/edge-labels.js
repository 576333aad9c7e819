// Bars that begin left of a zoomed window keep their flag and their label at its edge. Returns style rules, because Blazor would not keep
// styles that a script gives to its elements. Reads only what the server wrote, so that it causes no layout.

/** The rules for a window that begins at `from` and is `span` ms long, in lanes that are `width` px wide. */
export function edgeRules(root, from, span, width) {
  const rules = [];
  // Lower rows show no labels.
  for (const area of root.querySelectorAll('.plot:is(.roomy, .dense) > .area')) {
    const edge = from / 1000 + Number(area.closest('.lane').style.getPropertyValue('--shift'));
    for (const bar of area.querySelectorAll('.track .b:not(.p, .h:not(.k))')) {
      const start = secondsOf(bar.style.left);
      const end = bar.style.width ? start + secondsOf(bar.style.width) : Infinity;
      if (start >= edge || end <= edge)
        continue;
      const kind = bar.classList.contains('k') ? '.k' : ':not(.p, .h)';
      rules.push(`.area[data-run="${area.dataset.run}"] .b${kind}[data-f="${bar.dataset.f}"] {
        padding-left: ${(edge - start) * 1000 * width / span}px; background-origin: content-box; }`);
    }
  }
  return rules.join('\n');
}

// A track is as wide as one second.
const secondsOf = percent => Number.parseFloat(percent) / 100;
