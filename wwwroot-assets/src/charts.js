// Draws a ChartSpec (Charts/ChartSpec.cs) into an element. Every kind is a function (stage, spec, context) that draws and may return a clean-up;
// a new size, theme or spec draws anew. Text from data only ever becomes text nodes, since labels come from imported files.
import { drawBars } from "./charts/bars.js";
import { drawFunnel } from "./charts/funnel.js";
import { drawHeatmap } from "./charts/heatmap.js";
import { drawIntervals } from "./charts/intervals.js";
import { drawLines } from "./charts/lines.js";
import { drawMap } from "./charts/map.js";
import { drawPersona } from "./charts/persona.js";
import { png } from "./charts/png.js";
import { drawPyramid } from "./charts/pyramid.js";
import { drawSankey } from "./charts/sankey.js";
import { drawScatter } from "./charts/scatter.js";
import { hideTip } from "./charts/tip.js";
import { drawTreemap } from "./charts/treemap.js";
import { drawUpset } from "./charts/upset.js";

const kinds = { line: drawLines, bar: drawBars, treemap: drawTreemap, heatmap: drawHeatmap, pyramid: drawPyramid, funnel: drawFunnel, interval: drawIntervals, scatter: drawScatter, map: drawMap, sankey: drawSankey, persona: drawPersona, upset: drawUpset };
const drawn = new Map();

function redraw(stage) {
  const chart = drawn.get(stage);
  const width = stage.clientWidth;
  if (!chart || width === 0) return;
  hideTip();
  chart.cleanUp?.();
  chart.width = width;
  const open = chart.opens ? (series, point) => chart.dotnet.invokeMethodAsync("MarkAsync", series, point) : null;
  chart.cleanUp = kinds[chart.spec.kind](stage, chart.spec, { width, height: chart.spec.height, open });
  stage.classList.add("drawn");
}

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const chart = drawn.get(target);
    if (!chart || target.clientWidth === chart.width) continue;
    cancelAnimationFrame(chart.frame);
    chart.frame = requestAnimationFrame(() => redraw(target));
  }
});

const redrawAll = () => drawn.forEach((_, stage) => redraw(stage));
new MutationObserver(redrawAll).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);

export function draw(stage, spec, dotnet, opens) {
  drawn.set(stage, { spec, dotnet, opens, text: JSON.stringify(spec) });
  redraw(stage);
  sizes.observe(stage);
}

export function update(stage, spec, opens) {
  const chart = drawn.get(stage);
  const text = JSON.stringify(spec);
  if (!chart || (chart.text === text && chart.opens === opens)) return;
  Object.assign(chart, { spec, text, opens });
  redraw(stage);
}

export function dispose(stage) {
  const chart = drawn.get(stage);
  if (!chart) return;
  sizes.unobserve(stage);
  cancelAnimationFrame(chart.frame);
  chart.cleanUp?.();
  drawn.delete(stage);
  hideTip();
}

export function exportPng(stage, fileName, title) {
  return png(stage, fileName, title);
}
