import { text } from "./format.js";
import { addMarks, canvas, fill, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

const percent = { name: "percent", digits: 1 };
const thick = 12;

/**
 * Where nodes and links lie: columns of equal distance, the nodes of a column below each other in the order given, one scale for all of them. A node is as tall as the
 * larger of what comes in and what goes out; links meet it in the order of their other ends, so that they cross as little as the order of the nodes allows.
 */
export function layout({ columns, nodes, links }, width, height, [left, right], head = 24) {
  const placed = nodes.map((node) => ({ node, in: 0, out: 0 }));
  for (const link of links) {
    placed[link.from].out += link.value;
    placed[link.to].in += link.value;
  }
  const inColumn = columns.map((_, c) => placed.filter((p) => p.node.column === c));
  const most = Math.max(1, ...inColumn.map((c) => c.length));
  const gap = most > 1 ? Math.min(10, ((height - head) * 0.3) / (most - 1)) : 0;
  const sum = (column) => column.reduce((total, p) => total + Math.max(p.in, p.out), 0);
  const scale = Math.min(...inColumn.filter((c) => sum(c) > 0).map((c) => (height - head - gap * (c.length - 1)) / sum(c)), Infinity);
  const distance = columns.length > 1 ? (width - left - right - thick) / (columns.length - 1) : 0;
  inColumn.forEach((column, c) => {
    let y = head;
    for (const p of column) {
      Object.assign(p, { x: left + distance * c, y, tall: Number.isFinite(scale) ? Math.max(p.in, p.out) * scale : 0, leaves: y, enters: y });
      y += p.tall + gap;
    }
  });

  const ribbons = links.map((link, index) => ({ link, index, from: placed[link.from], to: placed[link.to], tall: link.value * scale || 0 }));
  for (const ribbon of [...ribbons].sort((a, b) => a.to.y - b.to.y || a.index - b.index)) {
    ribbon.y1 = ribbon.from.leaves;
    ribbon.from.leaves += ribbon.tall;
  }
  for (const ribbon of [...ribbons].sort((a, b) => a.from.y - b.from.y || a.index - b.index)) {
    ribbon.y2 = ribbon.to.enters;
    ribbon.to.enters += ribbon.tall;
  }
  return { placed, ribbons };
}

function ribbonPath({ from, to, y1, y2, tall }) {
  const [x1, x2] = [from.x + thick, to.x];
  const [middle, deep] = [(x1 + x2) / 2, Math.max(1, tall)];
  return `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2} V${y2 + deep} C${middle},${y2 + deep} ${middle},${y1 + deep} ${x1},${y1 + deep} Z`;
}

/** Streams from column to column: names stand outside the first and the last column, and beside the nodes of those between. */
export function drawSankey(stage, spec, { width, height, open }) {
  const { columns, nodes, format } = spec;
  const root = canvas(stage, width, height);
  const last = columns.length - 1;
  const room = (c) => Math.min(width * 0.27, Math.max(0, ...nodes.filter((n) => n.column === c).map((n) => textWidth(n.name, 12, 550))) + 12);
  const { placed, ribbons } = layout(spec, width, height, [room(0), room(last)]);
  const marks = [];

  columns.forEach((name, c) => {
    const x = c === 0 ? 0 : c === last ? width : (placed.find((p) => p.node.column === c)?.x ?? 0) + thick / 2;
    root.append(svg("text", { x, y: 12, "text-anchor": c === 0 ? "start" : c === last ? "end" : "middle" }, fit(name, width / columns.length - 8)));
  });
  const drawn = ribbons.map((ribbon) => {
    const { link, from, to, index } = ribbon;
    const color = link.color ?? from.node.color ?? "series-1";
    const path = svg("path", { d: ribbonPath(ribbon), class: "ribbon" });
    path.style.fill = fill(color);
    root.append(path);
    const shown = text(link.value, format);
    const share = from.out > 0 ? text(link.value / from.out, percent) : "";
    return {
      element: path, series: 0, point: index, label: `${from.node.name} to ${to.node.name}: ${shown}, ${share} of ${from.node.name}${link.note ? `, ${link.note}` : ""}`,
      tip: () => tip(`${from.node.name} → ${to.node.name}`, [{ color, name: spec.valueName, value: shown }, { name: `Of ${from.node.name}`, value: share }], link.note ?? ""),
    };
  });
  placed.forEach((p, index) => {
    const { node, x, y, tall } = p;
    const color = node.color ?? "series-1";
    const box = svg("rect", { x, y, width: thick, height: Math.max(1, tall), rx: 2 });
    box.style.fill = fill(color);
    root.append(box);
    const total = Math.max(p.in, p.out);
    const shown = text(total, format);
    marks.push({
      element: box, series: 1, point: index, label: `${node.name}, ${columns[node.column]}: ${shown}${node.note ? `, ${node.note}` : ""}`,
      tip: () => tip(`${node.name} · ${columns[node.column]}`, [{ color, name: spec.valueName, value: shown }], node.note ?? ""),
    });
    if (tall < 11) return;
    const [at, anchor] = node.column === 0 ? [x - 8, "end"] : [x + thick + 8, "start"];
    const space = node.column === 0 ? x - 8 : node.column === last ? width - x - thick - 8 : Math.max(0, (width / columns.length) - thick - 16);
    const two = tall >= 30;
    const name = svg("text", { x: at, y: y + tall / 2 - (two ? 8 : 0), "text-anchor": anchor, "dominant-baseline": "central", class: "strong halo" }, fit(node.name, space, 12, 550));
    root.append(name);
    if (two) root.append(svg("text", { x: at, y: y + tall / 2 + 8, "text-anchor": anchor, "dominant-baseline": "central", class: "halo" }, fit(shown, space)));
  });
  addMarks([...marks, ...drawn], open);
}
