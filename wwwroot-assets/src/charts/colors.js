// ApexCharts wants colours, not variables: a token as the hexadecimal colour that it has in the theme of the moment.
const pen = document.createElement("canvas").getContext("2d");

export function color(token) {
  const probe = document.createElement("span");
  probe.style.color = `var(--${token})`;
  document.body.append(probe);
  pen.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  return pen.fillStyle;
}
