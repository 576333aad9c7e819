// Shows the text of <… data-tip="text">, or the description of <… data-tip="" aria-description="text">, beside the element: while the
// pointer rests on it, while the keyboard has reached it or something inside it, and after a tap. Unlike a tooltip of MudBlazor, a tip
// needs no round trip and no elements for each of hundreds of countries, and Escape closes it. Screen readers do not need it: an element
// with a tip also has a label or a description.
const showDelayMs = 250;
// The time in which a pointer can cross the gap between the element and its tip.
const hideDelayMs = 150;
const gap = 8;
// A device without a pointer that hovers shows the descriptions of modes in the page. It shows other tips after a tap.
const noHover = matchMedia('(hover: none)');

const tip = Object.assign(document.createElement('div'), { className: 'tip', hidden: true });
tip.setAttribute('aria-hidden', 'true');
document.body.append(tip);
let target = null;
let timer = 0;

const targetOf = event => event.target.closest?.('[data-tip]') ?? null;

function show(element) {
  clearTimeout(timer);
  target = element;
  tip.textContent = element.dataset.tip || element.getAttribute('aria-description');
  tip.hidden = false;
  const box = element.getBoundingClientRect();
  const beside = box.right + gap + tip.offsetWidth <= innerWidth;
  const below = box.bottom + gap + tip.offsetHeight <= innerHeight;
  const top = beside ? box.top + (box.height - tip.offsetHeight) / 2 : below ? box.bottom + gap : box.top - gap - tip.offsetHeight;
  tip.style.left = `${beside ? box.right + gap : Math.max(gap, Math.min(box.left, innerWidth - gap - tip.offsetWidth))}px`;
  tip.style.top = `${Math.max(gap, Math.min(top, innerHeight - gap - tip.offsetHeight))}px`;
}

function hide() {
  clearTimeout(timer);
  target = null;
  tip.hidden = true;
}

function after(delayMs, action) {
  clearTimeout(timer);
  timer = setTimeout(action, delayMs);
}

addEventListener('pointerover', event => {
  const element = targetOf(event);
  if (event.target === tip || (element && element === target))
    clearTimeout(timer);
  else if (element && event.pointerType === 'touch')
    (noHover.matches && element.closest('.modes')) || show(element);
  else if (element)
    after(showDelayMs, () => element.isConnected && show(element));
});
// A touch pointer leaves as soon as the finger is lifted. The tip then stays until the next tap elsewhere.
addEventListener('pointerout', event => {
  if (event.pointerType !== 'touch' && (targetOf(event) || event.target === tip))
    after(hideDelayMs, hide);
});
addEventListener('pointerdown', event => targetOf(event) !== target && hide());
addEventListener('focusin', event => {
  const element = targetOf(event);
  if (element && event.target.matches(':focus-visible'))
    show(element);
  else if (target && element !== target)
    hide();
});
addEventListener('focusout', event => targetOf(event) === target && hide());
// Hide the tip, because its element moves away or is about to be removed.
addEventListener('scroll', hide, { capture: true, passive: true });
addEventListener('click', event => event.target.closest?.('[data-vanishes]') && hide(), true);
// Escape closes only the tip, because the tip is on top.
addEventListener('keydown', event => {
  if (event.key === 'Escape' && !tip.hidden) {
    event.preventDefault();
    event.stopPropagation();
    hide();
  }
}, true);
