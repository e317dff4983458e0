// Small helpers for charts that are drawn here rather than by ApexCharts.
import { hideTip, showTip } from "./tip.js";

const namespace = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}, text) {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

export function canvas(stage, width, height) {
  const root = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  stage.replaceChildren(root);
  return root;
}

export const fill = (token) => `var(--${token})`;

const ruler = document.createElement("canvas").getContext("2d");

export function textWidth(text, size = 12, weight = 400) {
  ruler.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

/** The text, or as much of it as fits, with an ellipsis; empty when not even three letters do. */
export function fit(text, width, size = 12, weight = 400) {
  if (textWidth(text, size, weight) <= width) return text;
  let end = text.length - 1;
  while (end > 2 && textWidth(`${text.slice(0, end)}…`, size, weight) > width) end--;
  return end > 2 ? `${text.slice(0, end).trimEnd()}…` : "";
}

/**
 * Makes shapes into marks: a tip on hover and focus, and when `open` is given a button. The marks of a chart are one stop of the Tab key;
 * arrow keys go from mark to mark, `columns` to a row. Each mark is {element, label, tip, series, point}.
 */
export function addMarks(marks, open, columns = 1) {
  marks.forEach(({ element, label, tip, series, point }, index) => {
    element.classList.add("mark");
    element.addEventListener("pointermove", (event) => showTip(tip(), event.clientX, event.clientY));
    element.addEventListener("pointerleave", hideTip);
    if (!open) return;
    element.classList.add("open");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    element.setAttribute("tabindex", index === 0 ? 0 : -1);
    element.addEventListener("click", () => open(series, point));
    element.addEventListener("focus", () => {
      const box = element.getBoundingClientRect();
      showTip(tip(), box.left + box.width / 2, box.top + box.height / 2);
    });
    element.addEventListener("blur", hideTip);
    element.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -index, End: marks.length - 1 - index }[event.key];
      if (event.key === "Enter" || event.key === " ") open(series, point);
      else if (move === undefined) return;
      const next = marks[index + (move ?? 0)]?.element;
      if (next && next !== element) {
        element.setAttribute("tabindex", -1);
        next.setAttribute("tabindex", 0);
        next.focus();
      }
      event.preventDefault();
    });
  });
}
