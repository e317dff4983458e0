import { shortText, text } from "./format.js";
import { addMarks, canvas, fill, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

const [row, head, gap] = [28, 220, 12];

/** Which bars fit beside the names, how wide each is, and what the others hold. The smallest bar shown keeps its neighbours of the same size only where they fit. */
export function arrange(bars, room, least, addsUp) {
  const shown = Math.max(1, Math.min(bars.length, Math.floor(room / least)));
  const rest = bars.slice(shown);
  return { shown: bars.slice(0, shown), column: Math.min(64, room / shown), smaller: rest.length, held: addsUp ? rest.reduce((sum, b) => sum + b.value, 0) : (rest[0]?.value ?? 0) };
}

/** Intersections of sets: bars from the largest, the dots of their sets below, the sizes of the sets at the left. */
export function drawUpset(stage, spec, { width, height, open }) {
  const { sets, bars, format } = spec;
  const root = canvas(stage, width, height);
  const narrow = width < 560;
  const short = (value) => (textWidth(text(value, format)) <= 36 ? text(value, format) : shortText(value, format));
  const sizes = sets.map((s) => text(s.value, format));
  const sizeRoom = narrow ? 0 : Math.min(180, width * 0.17);
  const names = Math.min(narrow ? width * 0.36 : 240, Math.max(...sets.map((s) => textWidth(s.name, 12, 550))) + gap);
  const left = sizeRoom + (sizeRoom ? gap : 0) + Math.max(names, narrow ? 64 : 0) + gap;
  const least = Math.max(narrow ? 28 : 34, ...bars.slice(0, 40).map((b) => textWidth(short(b.value), 12, 550) + 6));
  const { shown, column, smaller, held } = arrange(bars, width - left, least, spec.addsUp);
  const most = Math.max(1, bars[0]?.value ?? 0);
  const [top, base] = [smaller > 0 ? 44 : 24, head - gap];
  const center = (i) => left + column * (i + 0.5);
  const marks = [];

  if (smaller > 0) {
    const [what, who] = [narrow ? "" : smaller === 1 ? " intersection" : " intersections", spec.valueName.toLowerCase()];
    const holds = spec.addsUp ? `${text(held, format)} ${who}` : `${text(held, format)} ${who} each at most`;
    root.append(svg("text", { x: width, y: 14, "text-anchor": "end", class: "strong upset-smaller" }, `+${smaller} smaller${what}: ${holds}`));
  }
  sets.forEach((_, s) => {
    if (s % 2 === 0) root.append(svg("rect", { x: 0, y: head + row * s, width, height: row, class: "upset-stripe" }));
  });
  root.append(svg("line", { x1: left, x2: left + column * shown.length, y1: base, y2: base, class: "rule strong" }));

  shown.forEach((bar, i) => {
    const x = center(i);
    const tall = Math.max(bar.value > 0 ? 2 : 0, (bar.value / most) * (base - top));
    const group = svg("g");
    const target = svg("rect", { x: x - column / 2, y: base - tall - 18, width: column, height: head + row * sets.length - (base - tall - 18) });
    target.style.fill = "transparent";
    const box = svg("rect", { x: x - Math.min(18, column * 0.36), y: base - tall, width: Math.min(36, column * 0.72), height: tall, rx: 2 });
    box.style.fill = fill(bar.color ?? "series-1");
    group.append(target, box);
    const dot = (s, r, name) => svg("circle", { cx: x, cy: head + row * (s + 0.5), r, class: name });
    group.append(...sets.flatMap((_, s) => (bar.sets.includes(s) ? [] : [dot(s, 4, "upset-dot")])));
    if (bar.sets.length > 1) group.append(svg("line", { x1: x, x2: x, y1: head + row * (bar.sets[0] + 0.5), y2: head + row * (bar.sets.at(-1) + 0.5), class: "upset-line" }));
    group.append(...bar.sets.map((s) => dot(s, 6, "upset-dot in")));
    const value = text(bar.value, format);
    root.append(group, svg("text", { x, y: base - tall - 6, "text-anchor": "middle", class: "strong mark-label" }, textWidth(value, 12, 550) <= column - 4 ? value : short(bar.value)));
    marks.push({ element: group, series: 0, point: i, label: `${bar.name}: ${value}`, tip: () => tip(bar.name, [{ color: bar.color ?? "series-1", name: spec.valueName, value }], bar.note ?? "") });
  });

  const largest = Math.max(1, ...sets.map((s) => s.value));
  const numbers = Math.max(...sizes.map((s) => textWidth(s, 12, 550)));
  sets.forEach((set, s) => {
    const [y, middle] = [head + row * s, head + row * (s + 0.5)];
    const group = svg("g");
    const target = svg("rect", { x: 0, y, width: left - gap, height: row });
    target.style.fill = "transparent";
    group.append(target);
    if (narrow) {
      root.append(svg("text", { x: 4, y: middle - 2, class: "strong mark-label" }, fit(set.name, left - gap - 4, 12, 550)), svg("text", { x: 4, y: middle + 11, class: "mark-label" }, sizes[s]));
    } else {
      const long = Math.max(set.value > 0 ? 1 : 0, (set.value / largest) * (sizeRoom - numbers - 12));
      const box = svg("rect", { x: sizeRoom - long, y: middle - 8, width: long, height: 16, rx: 2 });
      box.style.fill = fill(set.color ?? "series-1");
      group.append(box);
      root.append(svg("text", { x: sizeRoom - long - 6, y: middle, "text-anchor": "end", "dominant-baseline": "central", class: "mark-label" }, sizes[s]));
      root.append(svg("text", { x: sizeRoom + gap, y: middle, "dominant-baseline": "central", class: "strong mark-label" }, fit(set.name, names, 12, 550)));
    }
    root.append(group);
    marks.push({ element: group, series: 1, point: s, label: `${set.name}: ${sizes[s]}`, tip: () => tip(set.name, [{ color: set.color ?? "series-1", name: spec.valueName, value: sizes[s] }], set.note ?? "") });
  });
  addMarks(marks, open);
}
