import { markText, text } from "./format.js";
import { addMarks, canvas, fill, fit, svg } from "./svg.js";
import { tip } from "./tip.js";

/** Squarified treemap (Bruls, Huizing and van Wijk 2000): rows are filled while the worst aspect ratio gets better. Values are sorted, largest first. */
export function squarify(values, width, height) {
  const total = values.reduce((a, b) => a + b, 0);
  const areas = values.map((v) => (v / total) * width * height);
  const boxes = [];
  let [x, y, w, h, i] = [0, 0, width, height, 0];
  while (i < areas.length) {
    const side = Math.min(w, h);
    let [count, sum, worst] = [0, 0, Infinity];
    while (i + count < areas.length) {
      const next = sum + areas[i + count];
      const ratio = Math.max((side * side * areas[i]) / (next * next), (next * next) / (side * side * areas[i + count]));
      if (ratio > worst) break;
      [count, sum, worst] = [count + 1, next, ratio];
    }
    const thick = sum / side;
    let along = 0;
    for (let k = i; k < i + count; k++) {
      const length = areas[k] / thick;
      boxes.push(w >= h ? { x, y: y + along, w: thick, h: length } : { x: x + along, y, w: length, h: thick });
      along += length;
    }
    if (w >= h) [x, w] = [x + thick, w - thick];
    else [y, h] = [y + thick, h - thick];
    i += count;
  }
  return boxes;
}

export function drawTreemap(stage, spec, { width, height, open }) {
  const root = canvas(stage, width, height);
  const tiles = spec.tiles.map((tile, point) => ({ ...tile, point })).filter((t) => t.value > 0).sort((a, b) => b.value - a.value);
  const total = tiles.reduce((a, t) => a + t.value, 0);
  const marks = [];
  squarify(tiles.map((t) => t.value), width, height).forEach(({ x, y, w, h }, i) => {
    const { name, value, color, note, point } = tiles[i];
    const box = svg("rect", { x, y, width: w, height: h, rx: 4 });
    box.style.fill = fill(color);
    root.append(box);
    const shown = text(value, spec.format);
    const share = text(value / total, { name: "percent", digits: 1 });
    const lines = [[name, 550], [markText(value, spec.format), 400], [share, 400]].slice(0, Math.floor((h - 10) / 18));
    const named = fit(name, w - 18, 12, 550) !== "";
    lines.forEach(([words, weight], line) => {
      const fitting = named ? fit(words, w - 18, 12, weight) : "";
      if (!fitting || (line > 0 && fitting !== words)) return;
      const label = svg("text", { x: x + 10, y: y + 21 + line * 18, class: "mark-label", "font-weight": weight }, fitting);
      label.style.fill = fill(`${color}-ink`);
      root.append(label);
    });
    marks.push({ element: box, series: 0, point, label: `${name}: ${shown}, ${share}${note ? `, ${note}` : ""}`, tip: () => tip(name, [{ color, name: spec.valueName, value: shown }, { name: "Share", value: share }], note ?? "") });
  });
  addMarks(marks, open);
}
