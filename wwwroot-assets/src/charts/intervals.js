import { axisWords, limits, text } from "./format.js";
import { addMarks, canvas, fill, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

/** Estimates as dots with their intervals, one row each, on one axis with a line at the reference. */
export function drawIntervals(stage, spec, { width, height, open }) {
  const { rows, reference, format } = spec;
  const foot = 24;
  const root = canvas(stage, width, height);
  const row = (height - foot) / Math.max(1, rows.length);
  const narrow = width < 480;
  const left = narrow ? 0 : Math.min(width * 0.35, Math.max(...rows.map((r) => textWidth(r.name, 12, 550)), 0) + 16);
  const right = 16;
  const { min, max, ticks } = limits([reference, ...rows.flatMap((r) => [r.value, r.low, r.high, r.other])], false, narrow ? 3 : 6);
  const at = (value) => left + 8 + ((value - min) / (max - min)) * (width - left - right - 8);

  const words = axisWords(format, { min, max, ticks });
  for (let i = 0; i <= ticks; i++) {
    const value = min + ((max - min) * i) / ticks;
    const zero = Math.abs(value - reference) < (max - min) / 1e6;
    if (!zero) root.append(svg("line", { x1: at(value), x2: at(value), y1: 0, y2: height - foot, class: "rule" }));
    root.append(svg("text", { x: at(value), y: height - 6, "text-anchor": "middle" }, words(zero ? reference : value)));
  }

  // What estimates are held against is there whether a tick falls on it or not, as four fifths does not.
  root.append(svg("line", { x1: at(reference), x2: at(reference), y1: 0, y2: height - foot, class: "rule strong reference" }));

  const marks = [];
  rows.forEach((entry, i) => {
    const y = row * i + (narrow ? row * 0.74 : row / 2);
    root.append(svg("text", { x: narrow ? 0 : left - 12, y: narrow ? row * i + 13 : y, "text-anchor": narrow ? "start" : "end", "dominant-baseline": narrow ? "auto" : "central", class: "strong" }, fit(entry.name, narrow ? width : left - 12, 12, 550)));
    const color = entry.color ?? "series-1";
    const diamond = entry.other === null || entry.other === undefined ? null : svg("rect", { x: at(entry.other) - 4, y: y - 4, width: 8, height: 8, transform: `rotate(45 ${at(entry.other)} ${y})`, class: "hollow" });
    if (entry.value === null) {
      root.append(svg("text", { x: at(reference) + 8, y: y + (diamond ? 12 : 0), "dominant-baseline": "central" }, `${spec.valueName.toLowerCase()} not known`));
      if (diamond) root.append(diamond);
      return;
    }
    const [low, high] = [entry.low ?? min, entry.high ?? max];
    const group = svg("g");
    const whisker = svg("rect", { x: at(low), y: y - 1.5, width: Math.max(1, at(high) - at(low)), height: 3, rx: 1.5 });
    const dot = svg("circle", { cx: at(entry.value), cy: y, r: 5 });
    const target = svg("rect", { x: at(low) - 6, y: y - 12, width: at(high) - at(low) + 12, height: 24 });
    for (const part of [whisker, dot]) part.style.fill = fill(color);
    target.style.fill = "transparent";
    group.append(target, whisker, dot);
    if (diamond) group.append(diamond);
    root.append(group);
    const shown = text(entry.value, format);
    const range = `${text(entry.low, format)} to ${text(entry.high, format)}`;
    marks.push({ element: group, series: 0, point: i, label: `${entry.name}: ${shown}, 95% interval ${range}`, tip: () => tip(entry.name, [{ color, name: spec.valueName, value: shown }, { name: "95% interval", value: range }, ...(diamond ? [{ color: "series-2", name: spec.otherName, value: text(entry.other, format) }] : [])], entry.note ?? "") });
  });
  addMarks(marks, open);
}
