// Draws a ChartSpec (Charts/ChartSpec.cs) into an element. Every kind is a function (stage, spec, context) that draws and may return a clean-up;
// a new size, theme or spec draws anew. What is in view is drawn first, a chart a frame; the rest while the browser has nothing else to do, or when it is printed or saved. Text from data only ever becomes text nodes, since labels come from imported files.
import { drawBars } from "./charts/bars.js";
import { forgetColors } from "./charts/colors.js";
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

// Charts that wait for their turn.
const waiting = new Set();
// Not for ever: a browser that is busy, or a page behind others, has no idle time.
const idle = window.requestIdleCallback ? (call) => requestIdleCallback(call, { timeout: 500 }) : (call) => setTimeout(call, 200);
let inView = [];
let isResting = false;

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

function show(stage) {
  waiting.delete(stage);
  views.unobserve(stage);
  redraw(stage);
}

function showNextInView() {
  const stage = inView.shift();
  if (waiting.has(stage)) show(stage);
  if (inView.length > 0) requestAnimationFrame(showNextInView);
}

function showRest() {
  const [stage] = waiting;
  isResting = waiting.size > 1;
  if (stage) show(stage);
  if (isResting) idle(showRest);
}

const views = new IntersectionObserver(
  (entries) => {
    const isBusy = inView.length > 0;
    inView.push(...entries.filter((e) => e.isIntersecting).map((e) => e.target));
    if (!isBusy && inView.length > 0) requestAnimationFrame(showNextInView);
  },
  { rootMargin: "200px 0px" },
);
addEventListener("beforeprint", () => [...waiting].forEach(show));

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const chart = drawn.get(target);
    if (!chart || waiting.has(target) || target.clientWidth === chart.width) continue;
    cancelAnimationFrame(chart.frame);
    chart.frame = requestAnimationFrame(() => redraw(target));
  }
});

const redrawAll = () => {
  forgetColors();
  drawn.forEach((_, stage) => waiting.has(stage) || redraw(stage));
};
new MutationObserver(redrawAll).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);

export function draw(stage, spec, dotnet, opens) {
  drawn.set(stage, { spec, dotnet, opens, text: JSON.stringify(spec) });
  waiting.add(stage);
  views.observe(stage);
  sizes.observe(stage);
  if (!isResting) {
    isResting = true;
    idle(showRest);
  }
}

export function update(stage, spec, opens) {
  const chart = drawn.get(stage);
  const text = JSON.stringify(spec);
  if (!chart || (chart.text === text && chart.opens === opens)) return;
  Object.assign(chart, { spec, text, opens });
  if (!waiting.has(stage)) redraw(stage);
}

export function dispose(stage) {
  const chart = drawn.get(stage);
  if (!chart) return;
  sizes.unobserve(stage);
  views.unobserve(stage);
  waiting.delete(stage);
  cancelAnimationFrame(chart.frame);
  chart.cleanUp?.();
  drawn.delete(stage);
  hideTip();
}

export function exportPng(stage, fileName, title) {
  if (waiting.has(stage)) show(stage);
  return png(stage, fileName, title);
}
