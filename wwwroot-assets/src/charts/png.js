// A chart as a PNG file: the SVG with its computed styles written into it, on the page's surface, under its title.
const properties = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linejoin", "paint-order", "opacity", "font-size", "font-weight", "text-anchor", "dominant-baseline", "visibility", "display"];

function inline(source, copy) {
  const style = getComputedStyle(source);
  for (const property of properties) copy.style.setProperty(property, style.getPropertyValue(property));
  copy.style.setProperty("font-family", "Inter, system-ui, sans-serif");
  for (let i = 0; i < source.children.length; i++) inline(source.children[i], copy.children[i]);
}

/** The page's font for letters and digits as a style sheet, since a picture cannot load files; empty where it cannot be read. */
async function font() {
  for (const sheet of document.styleSheets) {
    let rules = [];
    try {
      rules = [...sheet.cssRules];
    } catch {
      continue;
    }
    const face = rules.find((r) => r instanceof CSSFontFaceRule && r.style.getPropertyValue("font-family").includes("Inter") && /U\+0{1,4}-/i.test(r.style.getPropertyValue("unicode-range")));
    const address = face?.style.getPropertyValue("src").match(/url\(["']?([^"')]+)/)?.[1];
    if (!address) continue;
    const bytes = await (await fetch(new URL(address, sheet.href))).blob();
    const data = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(bytes);
    });
    return `@font-face{font-family:"Inter";font-weight:100 900;src:url(${data}) format("woff2")}`;
  }
  return "";
}

export async function png(stage, fileName, title) {
  const source = stage.querySelector("svg");
  if (!source) return false;
  const { width, height } = source.getBoundingClientRect();
  const copy = source.cloneNode(true);
  inline(source, copy);
  copy.querySelectorAll("foreignObject").forEach((e) => e.remove());
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = await font();
  copy.prepend(style);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();

  const [scale, edge, head] = [2, 16, title ? 40 : 0];
  const sheet = document.createElement("canvas");
  sheet.width = (width + 2 * edge) * scale;
  sheet.height = (height + 2 * edge + head) * scale;
  const pen = sheet.getContext("2d");
  const page = getComputedStyle(document.body);
  pen.scale(scale, scale);
  pen.fillStyle = getComputedStyle(stage.closest(".panel") ?? document.body).backgroundColor;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = page.color;
  pen.font = `650 16px ${page.fontFamily}`;
  if (title) pen.fillText(title, edge, edge + 18, width);
  pen.drawImage(image, edge, edge + head, width, height);
  const blob = await new Promise((done) => sheet.toBlob(done, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  return true;
}
