import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { text } from "./format.js";
import { step } from "./heatmap.js";
import { addMarks, canvas, fill, svg } from "./svg.js";
import { tip } from "./tip.js";

let atlas = null;

async function countries(address) {
  atlas ??= fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`The map could not be loaded (${answer.status}).`);
    return answer.json();
  }).then((world) => feature(world, world.objects.countries).features.filter((f) => f.properties.name !== "Antarctica"));
  try {
    return await atlas;
  } catch (problem) {
    atlas = null;
    throw problem;
  }
}

/** Choropleth; shade by rank rather than by amount where one country would leave all others pale. */
export function drawMap(stage, spec, { width, height, open }) {
  let current = true;
  countries(spec.atlas).then((lands) => {
    if (!current) return;
    const places = new Map(spec.places.map((place, point) => [place.country, { ...place, point }]));
    const sorted = spec.places.map((p) => p.value).sort((a, b) => a - b);
    const shade = (value) => (spec.scale === "Diverging" ? step(value, spec, 0, 0) : `seq-${1 + Math.min(6, Math.floor((sorted.filter((v) => v < value).length / sorted.length) * 7))}`);
    const tall = Math.min(height, width * 0.52);
    const root = canvas(stage, width, tall);
    root.classList.add("map");
    const path = geoPath(geoNaturalEarth1().fitSize([width, tall], { type: "FeatureCollection", features: lands }));
    const marks = [];
    for (const land of lands) {
      const place = places.get(land.properties.name);
      const shape = svg("path", { d: path(land) ?? "" });
      root.append(shape);
      if (!place) {
        shape.classList.add("land");
        continue;
      }
      const token = shade(place.value);
      shape.style.fill = fill(token);
      const shown = text(place.value, spec.format);
      marks.push({ element: shape, series: 0, point: place.point, label: `${place.name}: ${shown}`, tip: () => tip(place.name, [{ color: token, name: spec.valueName, value: shown }], place.note ?? "") });
    }
    marks.sort((a, b) => a.point - b.point);
    addMarks(marks, open);
  }).catch((problem) => {
    if (current) stage.textContent = `${problem.message} The table shows the same numbers.`;
  });
  return () => {
    current = false;
  };
}
