import { canvas, fill, fit, svg, textWidth } from "./svg.js";

/** Words in as many lines as they need. */
function wrap(words, width) {
  const [lines, space] = [[], textWidth(" ")];
  let used = Infinity;
  for (const word of words.split(" ")) {
    const length = textWidth(word);
    if (used + space + length <= width) {
      lines[lines.length - 1] += ` ${word}`;
      used += space + length;
    } else {
      lines.push(word);
      used = length;
    }
  }
  return lines;
}

/** What defines a group: each trait with its number, two bars and the evidence below; as tall as its words need. */
export function drawPersona(stage, spec, { width }) {
  // Drawn apart and put on the page whole: text that is measured between changes of the page makes the browser lay it out each time.
  const group = svg("g");
  const [line, edge] = [17, 30];
  const room = width - edge;
  const values = Math.max(...spec.traits.flatMap((t) => [textWidth(t.value, 12, 550), textWidth(t.other)])) + 10;
  const names = Math.min(room * 0.34, Math.max(textWidth(spec.name), textWidth(spec.otherName)) + 12);
  const bar = room - names - values;
  let y = 0;
  spec.traits.forEach((trait, i) => {
    if (i > 0) group.append(svg("line", { x1: 0, x2: width, y1: y, y2: y, class: "rule" }));
    y += 22;
    group.append(svg("text", { x: 0, y, class: "strong trait" }, `${i + 1}.`), svg("text", { x: edge, y, class: "strong trait" }, fit(trait.name, room, 14, 550)));
    y += 12;
    for (const [name, part, value, color, weight] of [[spec.name, trait.part, trait.value, spec.color, "strong"], [spec.otherName, trait.otherPart, trait.other, "series-muted", ""]]) {
      const end = edge + names + Math.max(1, part * bar);
      const box = svg("rect", { x: edge + names, y, width: end - edge - names, height: 11, rx: 2 });
      box.style.fill = fill(color);
      group.append(svg("text", { x: edge, y: y + 6, "dominant-baseline": "central" }, fit(name, names - 8)), box, svg("text", { x: end + 8, y: y + 6, "dominant-baseline": "central", class: weight }, value));
      y += 16;
    }
    y += 12;
    for (const words of wrap(`${trait.what === "share" ? "" : `Shown: ${trait.what}. `}${trait.evidence}`, room)) {
      group.append(svg("text", { x: edge, y }, words));
      y += line;
    }
    y += 4;
  });
  canvas(stage, width, y).append(group);
}
