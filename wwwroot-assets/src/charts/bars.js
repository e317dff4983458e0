import { axisStyle, base, mount } from "./apex.js";
import { color } from "./colors.js";
import { axisWords, limits, markText, text } from "./format.js";
import { addMarks, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

/** Bars from zero: upright or lying, grouped or stacked; a predicted series is hatched. */
export function drawBars(stage, spec, context) {
  const { labels, series, format, horizontal, stacked, pointColors } = spec;
  const stacks = labels.flatMap((_, i) => [series.reduce((a, s) => a + Math.max(0, s.values[i] ?? 0), 0), series.reduce((a, s) => a + Math.min(0, s.values[i] ?? 0), 0)]);
  const axis = limits(stacked ? stacks : withRoom(series, horizontal, context.width), true, horizontal ? Math.max(2, Math.floor(context.width / 160)) : 5);
  const options = base(spec, context);
  const single = series.length === 1;
  const numbers = { min: axis.min, max: axis.max, tickAmount: axis.ticks };

  options.chart.type = "bar";
  options.chart.stacked = stacked;
  options.series = series.map((s, i) => ({ name: `s${i}`, data: s.values }));
  options.colors = single && pointColors ? pointColors.map(color) : series.map((s) => color(s.color));
  options.fill = { opacity: 1, type: series.map((s) => (s.predicted ? "pattern" : "solid")), pattern: { style: "slantedLines", width: 5, height: 5, strokeWidth: 2 } };
  options.stroke = { show: stacked, width: 1, colors: [color("surface")] };
  options.plotOptions = { bar: { horizontal, distributed: single && Boolean(pointColors), borderRadius: 2, borderRadiusApplication: "end", columnWidth: labels.length > 24 ? "85%" : "62%", barHeight: "68%", dataLabels: { position: "top" } } };
  options.grid.xaxis.lines.show = horizontal;
  options.grid.yaxis.lines.show = !horizontal;
  const words = { style: axisStyle(), formatter: axisWords(format, axis) };
  const widest = horizontal ? Math.min(180, context.width * 0.36) : 0;
  // Names of many upright bars are steps of a scale: some are left out, so that those that are there can be read and stand apart.
  const slot = Math.max(1, (context.width - 110) / Math.max(1, labels.length));
  const wanted = labels.length > 6 ? Math.min(110, Math.max(...labels.map((l) => textWidth(l)))) + 12 : 0;
  const every = Math.max(Math.ceil(labels.length / Math.max(2, Math.floor(context.width / 64))), Math.ceil(wanted / slot));
  const names = { style: axisStyle(), rotate: 0, trim: false, hideOverlappingLabels: false, maxWidth: widest || undefined };
  options.xaxis = { categories: labels.map((l, i) => (horizontal ? fit(l, widest - 8) || l.slice(0, 3) : i % every === 0 ? fit(l, Math.max(40, slot * every - 8)) : "")), axisBorder: { show: !horizontal, color: color("line-strong") }, axisTicks: { show: false }, tooltip: { enabled: false }, crosshairs: { show: false }, labels: horizontal ? words : names, ...(horizontal ? numbers : {}) };
  options.yaxis = horizontal ? { labels: names } : { ...numbers, labels: words };
  options.tooltip = { enabled: false };
  if (single && horizontal) options.grid.padding.right = 64;
  const reach = (chart) => {
    const found = marks(chart, spec);
    addMarks(found, context.open, horizontal ? 1 : labels.length);
    if (single && horizontal) writeValues(found, spec);
  };
  options.chart.events = { mounted: reach, updated: reach };
  return mount(stage, options);
}

function rows({ series, format, pointColors }, at) {
  return series.map((s) => ({ color: series.length === 1 && pointColors ? pointColors[at] : s.color, name: s.name, value: text(s.values[at], format) }));
}

function marks(chart, spec) {
  const found = [];
  for (const group of chart.el.querySelectorAll(".apexcharts-bar-series .apexcharts-series")) {
    const series = Number(group.getAttribute("data:realIndex"));
    for (const element of group.querySelectorAll("path[j]")) {
      const point = Number(element.getAttribute("j"));
      const s = spec.series[series];
      found.push({ element, series, point, label: `${spec.labels[point]}, ${s.name}: ${text(s.values[point], spec.format)}`, tip: () => tip(spec.labels[point], rows(spec, point), spec.notes?.[point] ?? "") });
    }
  }
  return found;
}

/** The value at the end of each lying bar; ApexCharts puts its own into short bars. */
function writeValues(found, { series, format }) {
  for (const { element, point } of found) {
    const value = series[0].values[point];
    const box = element.getBBox();
    const left = value < 0;
    element.after(svg("text", { x: left ? box.x - 8 : box.x + box.width + 8, y: box.y + box.height / 2, "text-anchor": left ? "end" : "start", "dominant-baseline": "central", class: "mark-label" }, markText(value, format)));
  }
}

/** The values, and for lying bars that carry their numbers one lower than the lowest, so that its number does not run over the names. */
function withRoom(series, horizontal, width) {
  const values = series.flatMap((s) => s.values);
  const [low, high] = [Math.min(0, ...values.filter((v) => v !== null)), Math.max(0, ...values.filter((v) => v !== null))];
  return horizontal && series.length === 1 && low < 0 ? [...values, low - (64 / Math.max(120, width * 0.64 - 64)) * (high - low)] : values;
}
