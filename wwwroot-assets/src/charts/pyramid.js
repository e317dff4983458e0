import { limits, shortText, text } from "./format.js";
import { addMarks, canvas, fill, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

/** Population pyramid: one side each, bands between them, and what is not recorded as a third, grey column on the same scale. */
export function drawPyramid(stage, spec, { width, height, open }) {
  const { bands, left, right, other, format } = spec;
  const [head, foot] = [24, 24];
  const root = canvas(stage, width, height);
  const row = (height - head - foot) / bands.length;
  const middle = Math.max(...bands.map((b) => textWidth(b))) + 20;
  const sides = [left, right, ...(other ? [other] : [])];
  const top = limits(sides.flatMap((s) => s.values), true, 3).max;
  const unit = (width - middle - (other ? 32 : 0)) / sides.length;
  const scale = (unit - 8) / top;
  const origins = [unit, unit + middle, 2 * unit + middle + 32];
  const marks = [];

  sides.forEach((side, s) => {
    const [origin, way] = [origins[s], s === 0 ? -1 : 1];
    root.append(svg("text", { x: origin + way * 2, y: 14, "text-anchor": s === 0 ? "end" : "start", class: "strong" }, fit(side.name, unit - 4, 12, 550)));
    root.append(svg("line", { x1: origin, x2: origin, y1: head, y2: height - foot, class: "rule" }));
    if (unit > 70) root.append(svg("text", { x: origin + way * top * scale, y: height - 6, "text-anchor": s === 0 ? "start" : "end" }, shortText(top, format)));
    root.append(svg("text", { x: origin, y: height - 6, "text-anchor": s === 0 ? "end" : "start" }, "0"));
  });
  bands.forEach((band, b) => {
    const y = head + row * b;
    root.append(svg("text", { x: unit + middle / 2, y: y + row / 2, "text-anchor": "middle", "dominant-baseline": "central" }, band));
    sides.forEach((side, s) => {
      const value = side.values[b] ?? 0;
      const length = Math.max(value > 0 ? 1 : 0, value * scale);
      const box = svg("rect", { x: s === 0 ? origins[0] - length : origins[s], y: y + 2, width: length, height: Math.max(2, row - 4), rx: 2 });
      box.style.fill = fill(side.color);
      root.append(box);
      const shown = text(value, format);
      marks.push({ element: box, series: s, point: b, label: `${side.name}, ${band}: ${shown}`, tip: () => tip(band, [{ color: side.color, name: side.name, value: shown }]) });
    });
  });
  addMarks(marks, open, sides.length);
}
