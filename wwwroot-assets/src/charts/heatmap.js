import { text } from "./format.js";
import { addMarks, canvas, fill, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

/** The token of a value's colour. Sequential: eight steps from the least to the most; diverging: nine around the centre, by factors of it. */
export function step(value, spec, min, max) {
  if (value === null || value === undefined) return null;
  if (spec.scale === "Diverging") {
    const factor = Math.log2(Math.max(value, 1e-9) / spec.center);
    const side = [0.1, 0.3, 0.6, 1].filter((edge) => Math.abs(factor) >= edge).length;
    return side === 0 ? "div-0" : `div-${factor < 0 ? "m" : "p"}${side}`;
  }
  if (spec.scale === "Deviations") {
    const side = [0.2, 0.5, 1, 1.5].filter((edge) => Math.abs(value - spec.center) >= edge).length;
    return side === 0 ? "div-0" : `div-${value < spec.center ? "m" : "p"}${side}`;
  }
  return `seq-${max > min ? Math.min(7, Math.floor(((value - min) / (max - min)) * 8)) : 4}`;
}

export function drawHeatmap(stage, spec, { width, open }) {
  const { rows, columns, values, format, notes, unfinished } = spec;
  const known = values.flat().filter((v) => v !== null);
  const [min, max] = [Math.min(...known, spec.scale === "Diverging" ? 0 : Infinity), spec.most ?? Math.max(...known)];
  const left = Math.min(width * 0.34, Math.max(...rows.map((r) => textWidth(r))) + 12);
  const cell = (width - left) / columns.length;
  const tall = spec.cellHeight;
  const tilt = Math.max(...columns.map((c) => textWidth(c))) > cell - 4;
  const head = tilt ? Math.min(96, Math.max(...columns.map((c) => textWidth(c))) * 0.72 + 16) : 24;
  const root = canvas(stage, width, head + tall * rows.length + 2);
  const marks = [];

  // All cells have their number or none has: some with and some without look like missing data.
  const written = Math.max(...known.map((v) => textWidth(text(v, format)))) < cell - 4;

  columns.forEach((name, c) => {
    const x = left + cell * (c + 0.5);
    const label = svg("text", { x, y: head - 8, "text-anchor": tilt ? "start" : "middle" }, tilt ? fit(name, 116) : name);
    if (tilt) label.setAttribute("transform", `rotate(-45 ${x} ${head - 8})`);
    if (!tilt || cell >= 14 || c % Math.ceil(14 / cell) === 0) root.append(label);
  });
  rows.forEach((name, r) => {
    const y = head + tall * r;
    root.append(svg("text", { x: left - 10, y: y + tall / 2, "text-anchor": "end", "dominant-baseline": "central" }, fit(name, left - 12)));
    columns.forEach((column, c) => {
      const value = values[r][c];
      const token = step(value, spec, min, max);
      const box = svg("rect", { x: left + cell * c + 1, y: y + 1, width: Math.max(1, cell - 2), height: tall - 2, rx: 3 });
      box.style.fill = token ? fill(token) : "transparent";
      root.append(box);
      if (!token) return;
      if (unfinished?.[r]?.[c]) {
        box.style.fillOpacity = 0.35;
        box.style.stroke = fill("line-control");
        box.setAttribute("stroke-dasharray", "3 3");
      }
      const shown = text(value, format);
      if (written) {
        const label = svg("text", { x: left + cell * (c + 0.5), y: y + tall / 2, "text-anchor": "middle", "dominant-baseline": "central", class: "mark-label" }, shown);
        label.style.fill = fill(unfinished?.[r]?.[c] ? "ink" : `${token}-ink`);
        root.append(label);
      }
      const note = notes?.[r]?.[c] ?? "";
      marks.push({ element: box, series: r, point: c, label: `${name}, ${column}: ${shown}${note ? `, ${note}` : ""}`, tip: () => tip(`${name} · ${column}`, [{ color: token, name: spec.valueName, value: shown }], note) });
    });
  });
  addMarks(marks, open, columns.length);
}
