import { axisWords, limits, shortText, text } from "./format.js";
import { addMarks, canvas, fill, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

/** Where a value lies on an axis, 0 to 1, and its ticks. A logarithmic axis is log(1 + value), with round ticks. */
function axisOf(values, { log, format }, count) {
  if (!log) {
    const { min, max, ticks } = limits(values, false, count);
    return { at: (v) => (v - min) / (max - min), ticks: Array.from({ length: ticks + 1 }, (_, i) => min + ((max - min) * i) / ticks), words: axisWords(format, { min, max, ticks }) };
  }
  const scale = (v) => Math.sign(v) * Math.log1p(Math.abs(v));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = scale(high) - scale(low) || 1;
  const round = [0, ...Array.from({ length: 13 }, (_, p) => [1, 2, 5].map((d) => d * 10 ** p)).flat()].filter((v) => v >= low && v <= high);
  const every = Math.ceil(round.length / count);
  return { at: (v) => (scale(v) - scale(low)) / span, ticks: round.filter((_, i) => i % every === 0), words: (v) => shortText(v, format) };
}

/** Dots by two values, coloured by group; the groups are named above. */
export function drawScatter(stage, spec, { width, height, open }) {
  const { points, groups, x, y } = spec;
  const root = canvas(stage, width, height);
  let [line, left] = [0, 0];
  const names = groups.map((group) => {
    const name = fit(group.name, width - 24);
    const wide = textWidth(name) + 30;
    if (left > 0 && left + wide > width) [line, left] = [line + 1, 0];
    const place = { group, name, left, line };
    left += wide;
    return place;
  });
  for (const { group, name, left: at, line: row } of names) {
    const dot = svg("circle", { cx: at + 6, cy: row * 20 + 10, r: 5 });
    dot.style.fill = fill(group.color);
    root.append(dot, svg("text", { x: at + 16, y: row * 20 + 10, "dominant-baseline": "central" }, name));
  }
  if (!points.length) return;

  const top = (line + 1) * 20 + 26;
  const vertical = axisOf(points.map((p) => p.y), y, 6);
  const margin = Math.max(...vertical.ticks.map((v) => textWidth(vertical.words(v)))) + 10;
  const across = axisOf(points.map((p) => p.x), x, Math.max(2, Math.floor((width - margin) / 90)));
  const px = (v) => margin + 6 + across.at(v) * (width - margin - 18);
  const py = (v) => height - 42 - vertical.at(v) * (height - 42 - top);
  root.append(svg("text", { x: 0, y: top - 14, "dominant-baseline": "central" }, fit(y.name, width)));
  root.append(svg("text", { x: width - 6, y: height - 6, "text-anchor": "end" }, fit(x.name, width)));
  for (const v of vertical.ticks) {
    root.append(svg("line", { x1: margin, x2: width, y1: py(v), y2: py(v), class: "rule" }));
    root.append(svg("text", { x: margin - 6, y: py(v), "text-anchor": "end", "dominant-baseline": "central" }, vertical.words(v)));
  }
  for (const v of across.ticks) {
    root.append(svg("line", { x1: px(v), x2: px(v), y1: top, y2: height - 42, class: "rule" }));
    root.append(svg("text", { x: px(v), y: height - 26, "text-anchor": "middle" }, across.words(v)));
  }

  const marks = points.map((point, index) => {
    const group = groups[point.group];
    const dot = svg("circle", { cx: px(point.x), cy: py(point.y), r: 3.5 });
    dot.style.fill = fill(group.color);
    dot.style.fillOpacity = 0.7;
    root.append(dot);
    const rows = [{ color: group.color, name: group.name, value: "" }, { color: null, name: x.name, value: text(point.x, x.format) }, { color: null, name: y.name, value: text(point.y, y.format) }];
    return { element: dot, series: point.group, point: index, label: `${point.name}, ${group.name}, ${x.name} ${text(point.x, x.format)}, ${y.name} ${text(point.y, y.format)}`, tip: () => tip(point.name, rows, "") };
  });
  addMarks(marks, open);
}
