// ApexCharts wants colours, not variables: a token as the hexadecimal colour that it has in the theme of the moment.
const pen = document.createElement("canvas").getContext("2d");

// Asking for a colour makes the browser work out the styles of the page anew, so each is asked for once in a theme.
const known = new Map();

export function color(token) {
  if (!known.has(token)) known.set(token, ask(token));
  return known.get(token);
}

/** To be called when the theme has changed. */
export function forgetColors() {
  known.clear();
}

function ask(token) {
  const probe = document.createElement("span");
  probe.style.color = `var(--${token})`;
  document.body.append(probe);
  pen.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  return pen.fillStyle;
}
