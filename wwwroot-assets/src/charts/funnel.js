import { text } from "./format.js";
import { addMarks, canvas, fill, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

const percent = { name: "percent", digits: 1 };

/** Steps as bars from one zero line, each with its share of the first and of the step before. */
export function drawFunnel(stage, spec, { width, height, open }) {
  const root = canvas(stage, width, height);
  const row = height / spec.steps.length;
  const first = spec.steps[0]?.value || 1;
  const narrow = width < 480;
  const left = narrow ? 0 : Math.max(...spec.steps.map((s) => textWidth(s.name, 12, 550))) + 16;
  const right = Math.max(...spec.steps.map((s) => textWidth(`${text(s.value, spec.format)}  100.0%`))) + 24;
  const marks = spec.steps.map((stage, i) => {
    const y = row * i;
    const [top, tall] = narrow ? [y + 20, row - 28] : [y + 6, row - 12];
    const length = Math.max(stage.value > 0 ? 2 : 0, (stage.value / first) * (width - left - right));
    const shown = text(stage.value, spec.format);
    const before = spec.steps[i - 1]?.value;
    const ofFirst = text(stage.value / first, percent);
    const share = stage.ofPrevious ?? (before ? stage.value / before : null);
    const ofBefore = share === null ? null : text(share, percent);
    const box = svg("rect", { x: left, y: top, width: length, height: tall, rx: 3 });
    box.style.fill = fill(stage.color ?? "series-1");
    const name = svg("text", { x: narrow ? 0 : left - 12, y: narrow ? y + 13 : y + row / 2, "text-anchor": narrow ? "start" : "end", "dominant-baseline": narrow ? "auto" : "central", class: "strong" }, fit(stage.name, narrow ? width : left, 12, 550));
    const label = svg("text", { x: left + length + 10, y: top + tall / 2, "dominant-baseline": "central" });
    label.append(svg("tspan", { class: "strong" }, shown), svg("tspan", { dx: 8 }, i === 0 ? "" : ofFirst));
    label.firstChild.style.fill = fill("ink");
    root.append(box, name, label);
    const rates = [{ name: `Of ${spec.steps[0].name.toLowerCase()}`, value: ofFirst }, ...(ofBefore ? [{ name: "Of the step before", value: ofBefore }] : [])];
    return { element: box, series: 0, point: i, label: `${stage.name}: ${shown}, ${ofFirst} of ${spec.steps[0].name}`, tip: () => tip(stage.name, [{ color: stage.color ?? "series-1", name: spec.valueName, value: shown }, ...rates], stage.note ?? "") };
  });
  addMarks(marks, open);
}
