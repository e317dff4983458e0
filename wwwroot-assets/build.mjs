// Bundles what the browser loads: one script, one style sheet, the font, the world map. `npm run build` fills wwwroot/.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";

await mkdir("wwwroot", { recursive: true });
await build({
  entryPoints: { dashboard: "src/dashboard.js", site: "src/site.css" },
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
