// The one tooltip of all charts: a title and rows of (colour, name, value), built from text nodes only.
let floating = null;

export function tip(title, rows = [], note = "") {
  const box = document.createElement("div");
  box.className = "tip";
  const heading = document.createElement("b");
  heading.textContent = title;
  const list = document.createElement("dl");
  for (const { color, name, value } of rows) {
    const swatch = document.createElement("i");
    if (color) swatch.style.background = `var(--${color})`;
    const term = document.createElement("dt");
    term.textContent = name;
    const detail = document.createElement("dd");
    detail.textContent = value;
    list.append(swatch, term, detail);
  }
  box.append(heading, list);
  if (note) {
    const small = document.createElement("span");
    small.className = "muted";
    small.textContent = note;
    box.append(small);
  }
  return box;
}

export function showTip(content, x, y) {
  if (!floating) {
    floating = document.createElement("div");
    floating.className = "tip-float";
    floating.setAttribute("aria-hidden", "true");
    document.body.append(floating);
  }
  floating.replaceChildren(content);
  const size = floating.getBoundingClientRect();
  floating.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - size.width - 8))}px`;
  floating.style.top = `${Math.max(8, y + 18 + size.height > innerHeight ? y - size.height - 10 : y + 18)}px`;
}

export function hideTip() {
  floating?.remove();
  floating = null;
}
