// Bundles what the browser loads: the scripts of the page and of its charts, one style sheet, the font, the world map. `npm run build` fills wwwroot/.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";

await mkdir("wwwroot", { recursive: true });
await build({
  entryPoints: { theme: "src/theme.js", dashboard: "src/dashboard.js", charts: "src/charts.js", site: "src/site.css" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  outdir: "wwwroot",
  logLevel: "warning",
});
await copyFile("node_modules/world-atlas/countries-110m.json", "wwwroot/world.json");
await copyFile("src/icon.svg", "wwwroot/icon.svg");
