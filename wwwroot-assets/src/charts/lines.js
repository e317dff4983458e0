import { axisStyle, base, mount } from "./apex.js";
import { color } from "./colors.js";
import { axisWords, limits, text } from "./format.js";
import { fill, fit, svg, textWidth } from "./svg.js";
import { tip } from "./tip.js";

const dashes = { Main: 0, Comparison: 4, Forecast: 6, MovingAverage: 0 };
const widths = { Main: 2, Comparison: 1.5, Forecast: 2, MovingAverage: 1.5 };

/** ApexCharts draws lines, axes and hover; bands, flags and the names at the ends of lines are laid over and under it. */
export function drawLines(stage, spec, context) {
  const { labels, series, bands, annotations, format } = spec;
  const count = labels.length;
  const stacked = spec.stacked;
  const sums = labels.map((_, i) => series.reduce((a, s) => a + (s.values[i] ?? 0), 0));
  const all = [...(stacked ? sums : series.flatMap((s) => s.values)), ...bands.flatMap((b) => [...b.low, ...b.high])];
  const axis = limits(all, spec.fromZero || stacked, 5);
  const direct = !stacked && series.length > 1 && series.length <= 5 && context.width >= 640;
  const room = direct ? Math.min(150, Math.max(...series.map((s) => textWidth(s.name, 12, 550))) + 16) : 16;
  stage.parentElement?.classList.toggle("direct", direct);
  const options = base(spec, context);
  const fits = Math.max(2, Math.floor((context.width - room - 60) / (Math.max(...labels.map((l) => textWidth(l)), 10) + 28)));
  const ticks = Math.min(count - 1, fits);

  options.chart.type = stacked || spec.area ? "area" : "line";
  options.chart.stacked = stacked;
  options.series = series.map((s, i) => ({ name: `s${i}`, data: s.values.map((y, x) => ({ x, y })) }));
  options.colors = series.map((s) => color(s.color));
  options.stroke = { curve: "straight", lineCap: "round", width: series.map((s) => (stacked ? 1 : widths[s.role])), dashArray: series.map((s) => dashes[s.role]) };
  options.fill = stacked ? { type: "solid", opacity: 1 } : { type: "solid", opacity: series.map((s) => (spec.area && s.role === "Main" ? 0.12 : spec.area ? 0 : 1)) };
  options.markers = { size: series.map((s) => (s.values.filter((v) => v !== null).length === 1 ? 4 : 0)), strokeWidth: 0, hover: { size: 4 } };
  options.grid.padding.right = room;
  options.xaxis = { type: "numeric", min: 0, max: Math.max(1, count - 1), tickAmount: Math.max(1, ticks), decimalsInFloat: 0, labels: { rotate: 0, hideOverlappingLabels: true, style: axisStyle(), formatter: (v) => labels[Math.round(v)] ?? "" }, axisBorder: { color: color("line-strong") }, axisTicks: { show: false }, tooltip: { enabled: false }, crosshairs: { stroke: { color: color("line-control"), dashArray: 0 } } };
  options.yaxis = { min: axis.min, max: axis.max, tickAmount: axis.ticks, labels: { style: axisStyle(), formatter: axisWords(format, axis) } };
  options.tooltip = {
    shared: true,
    intersect: false,
    custom: ({ dataPointIndex: at }) => tip(labels[at] ?? "", rows(spec, at), annotations.filter((a) => a.at === at).map((a) => a.text).join(" · ")),
  };
  const overlay = (chart) => decorate(chart, spec, axis, direct, room);
  options.chart.events = { mounted: overlay, updated: overlay };
  if (context.open) options.chart.events.click = (_, __, { seriesIndex, dataPointIndex }) => dataPointIndex >= 0 && context.open(Math.max(0, seriesIndex), dataPointIndex);
  return mount(stage, options);
}

function rows({ series, bands, format }, at) {
  const points = series.filter((s) => s.values[at] !== null && s.values[at] !== undefined).map((s) => ({ color: s.color, name: s.name, value: text(s.values[at], format) }));
  const ranges = bands.filter((b) => b.low[at] !== null && b.low[at] !== undefined).map((b) => ({ color: null, name: b.name, value: `${text(b.low[at], format)} – ${text(b.high[at], format)}` }));
  return [...points, ...ranges];
}

function decorate(chart, spec, axis, direct, room) {
  const { translateX, translateY, gridWidth, gridHeight } = chart.w.globals;
  const root = chart.el.querySelector("svg");
  root.querySelectorAll(".over, .under").forEach((g) => g.remove());
  const x = (i) => translateX + (i / Math.max(1, spec.labels.length - 1)) * gridWidth;
  const y = (v) => translateY + gridHeight * (1 - (v - axis.min) / (axis.max - axis.min));
  const under = svg("g", { class: "under" });
  const over = svg("g", { class: "over", "pointer-events": "none" });

  for (const band of [...spec.bands].sort((a, b) => b.level - a.level)) {
    const known = band.low.map((v, i) => (v === null ? -1 : i)).filter((i) => i >= 0);
    const edge = [...known.map((i) => `${x(i)},${y(band.high[i])}`), ...known.reverse().map((i) => `${x(i)},${y(band.low[i])}`)];
    const area = svg("polygon", { points: edge.join(" ") });
    area.style.fill = fill(band.color);
    area.style.fillOpacity = band.level > 90 ? 0.14 : 0.22;
    under.append(area);
  }
  spec.annotations.forEach((note, n) => {
    const at = x(note.at);
    const flip = at > translateX + gridWidth * 0.7;
    const words = fit(note.text, 160, 11);
    const line = svg("line", { x1: at, x2: at, y1: translateY, y2: translateY + gridHeight, "stroke-dasharray": "2 3" });
    line.style.stroke = fill("ink-3");
    const flag = svg("path", { d: `M${at} ${translateY + (n % 2) * 16} h${flip ? -8 : 8} l${flip ? 3 : -3} 4 l${flip ? -3 : 3} 4 h${flip ? 8 : -8}z` });
    flag.style.fill = fill("ink-3");
    over.append(line, flag, svg("text", { x: at + (flip ? -12 : 12), y: translateY + 8 + (n % 2) * 16, "text-anchor": flip ? "end" : "start", "font-size": 11 }, words));
  });
  if (direct) {
    const ends = spec.series.map((s) => ({ s, at: s.values.findLastIndex((v) => v !== null) })).filter((e) => e.at >= 0).map(({ s, at }) => ({ s, y: y(s.values[at]) })).sort((a, b) => a.y - b.y);
    ends.forEach((end, i) => (end.y = Math.max(end.y, i ? ends[i - 1].y + 15 : translateY + 6)));
    const spill = Math.max(0, (ends.at(-1)?.y ?? 0) - translateY - gridHeight);
    for (const { s, y: top } of ends) {
      const label = svg("text", { x: translateX + gridWidth + 8, y: top - spill + 4, "font-weight": 550 }, fit(s.name, room - 8, 12, 550));
      label.style.fill = s.role === "Comparison" ? fill("ink-2") : fill(s.color);
      over.append(label);
    }
  }
  root.querySelector(".apexcharts-inner").before(under);
  root.append(over);
}
