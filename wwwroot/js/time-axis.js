// The time axis in the browser, by the rules of Timeline/TimeAxis.cs, whose numbers the page writes into the axis.

/** The distance of the ticks of an axis that is `span` ms long, in ms. */
export function tickOf(span, { steps, maxTicks }) {
  const power = 10 ** (Math.floor(Math.log10(span)) - 1);
  return steps.map(step => step * power).find(distance => span / distance <= maxTicks);
}

/** The ticks of the part of an axis that begins at `from` and is `span` ms long, with their labels. */
export function ticksOf(from, span, rules) {
  const tick = tickOf(span, rules);
  const ticks = [];
  for (let i = Math.ceil(from / tick - 1e-6); i * tick <= from + span; i++)
    ticks.push({ at: i * tick, label: labelOf(i * tick, tick) });
  return ticks;
}

/** The label of a tick, where ticks are `tick` ms apart. A no-break space keeps the number and its unit together. */
export const labelOf = (at, tick) => tick >= 1 ? `${rounded(at / 1000)}\u00a0s` : `${rounded(at)}\u00a0ms`;

const rounded = value => String(Number(value.toFixed(3)));
