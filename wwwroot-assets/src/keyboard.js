// Keyboard shortcuts are read from the page: data-shortcut="g o" on a link, "/" on the search box, "?" on a dialog's button.
// They can be switched off in that dialog (WCAG 2.1.4), and never act while somebody types.
const storageKey = "shortcuts";
let pending = "";
let pendingSince = 0;

export function enabled() {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=textbox], [role=combobox]") !== null;
}

function find(keys) {
  return [...document.querySelectorAll("[data-shortcut]")].find((e) => e.dataset.shortcut === keys);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (!enabled() || document.querySelector("dialog[open]")) return;
  const now = performance.now();
  const keys = pending && now - pendingSince < 1200 ? `${pending} ${event.key}` : event.key;
  pending = event.key === "g" ? "g" : "";
  pendingSince = now;
  const target = find(keys);
  if (!target) return;
  event.preventDefault();
  pending = "";
  if (target.matches("input")) {
    target.focus();
    target.select();
  } else target.click();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.(".skip")) document.getElementById("content")?.focus();
  const opener = event.target.closest?.("[data-opens-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opensDialog);
    const box = dialog?.querySelector("[data-shortcuts-switch]");
    if (box) box.checked = enabled();
    dialog?.showModal();
  }
  event.target.closest?.("[data-closes-dialog]")?.closest("dialog")?.close();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-shortcuts-switch]")) return;
  try {
    localStorage.setItem(storageKey, event.target.checked ? "on" : "off");
  } catch {
    // Storage may be switched off; the choice is not kept.
  }
});
