// Puts a popover under the button that opens it, inside the window. The browser does the rest: Escape, click outside, focus.
const gap = 6;
let invoker = null;

function place(popover) {
  if (!invoker?.isConnected) return;
  const at = invoker.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8));
  const below = at.bottom + gap;
  const top = below + size.height > innerHeight - 8 && at.top - gap - size.height > 8 ? at.top - gap - size.height : below;
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[popovertarget]");
  if (button) invoker = button;
}, true);

document.addEventListener("toggle", (event) => {
  const popover = event.target;
  if (!(popover instanceof HTMLElement) || !popover.matches("[popover].menu")) return;
  if (event.newState === "open") {
    place(popover);
    popover.querySelector("[autofocus], input, select, button, a")?.focus({ preventScroll: true });
  }
}, true);

document.addEventListener("click", (event) => {
  const item = event.target.closest?.("[data-closes-popover]");
  item?.closest("[popover]")?.hidePopover();
});

for (const name of ["scroll", "resize"]) {
  addEventListener(name, () => document.querySelectorAll("[popover].menu:popover-open").forEach(place), { passive: true, capture: true });
}
