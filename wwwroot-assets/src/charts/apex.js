// What all charts drawn by ApexCharts share: no animation, no legend and no toolbar of its own, our tooltip, our fonts and lines.
import ApexCharts from "apexcharts";
import { color } from "./colors.js";

// The style elements that ApexCharts makes are let in by the nonce of the page.
const nonce = document.querySelector("script[nonce]")?.nonce;

export function base(spec, { width, height }) {
  return {
    chart: { width, height, nonce, animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: false }, selection: { enabled: false }, background: "transparent", foreColor: color("ink-2"), fontFamily: "inherit", redrawOnParentResize: false, redrawOnWindowResize: false, parentHeightOffset: 0, events: {} },
    dataLabels: { enabled: false },
    grid: { borderColor: color("line"), strokeDashArray: 0, xaxis: { lines: { show: false } }, yaxis: { lines: { show: true } }, padding: { top: 0, right: 16, bottom: 0, left: 12 } },
    legend: { show: false },
    states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
    noData: { text: "" },
  };
}

export function axisStyle() {
  return { colors: color("ink-2"), fontSize: "12px", fontFamily: "inherit", fontWeight: 400 };
}

export function mount(stage, options) {
  stage.replaceChildren();
  const holder = document.createElement("div");
  stage.append(holder);
  const chart = new ApexCharts(holder, options);
  chart.render();
  return () => {
    chart.destroy();
    holder.remove();
  };
}
