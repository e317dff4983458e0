// Numbers as the page's culture writes them. A format is {name, currency, digits}, as ValueFormat in .NET makes it.
// Short is false for all digits, true for an axis, "mark" for a mark.
const culture = document.documentElement.dataset.culture || undefined;
const cache = new Map();

function formatter(format, short, trailing = "auto") {
  const key = `${format.name}|${format.currency}|${format.digits}|${short}|${trailing}`;
  if (!cache.has(key)) cache.set(key, make(format, short, trailing));
  return cache.get(key);
}

function make({ name, currency, digits }, short, trailing) {
  const compact = { notation: "compact", ...(short === "mark" ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 }) };
  switch (name) {
    case "money":
      return new Intl.NumberFormat(culture, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...(short ? compact : { minimumFractionDigits: digits, maximumFractionDigits: digits, trailingZeroDisplay: trailing }) });
    case "percent":
      return new Intl.NumberFormat(culture, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits, trailingZeroDisplay: trailing });
    case "compact":
      return new Intl.NumberFormat(culture, compact);
    case "integer":
      return new Intl.NumberFormat(culture, { maximumFractionDigits: 0, ...(short ? compact : {}) });
    default:
      return new Intl.NumberFormat(culture, { minimumFractionDigits: digits, maximumFractionDigits: digits, trailingZeroDisplay: trailing, ...(short ? { minimumFractionDigits: 0, ...compact } : {}) });
  }
}

export function text(value, format) {
  return value === null || value === undefined ? "n/a" : formatter(format, false, "auto").format(value);
}

/** As text, but short enough for an axis: £12.5K, £8,000. */
export function shortText(value, format) {
  return formatter(format, Math.abs(value) >= 10000, "stripIfInteger").format(value);
}

/** The words of an axis: numbers and shares with as many decimals as its steps need, all of them the same: 1.2, 1.0, 0.8. */
export function axisWords(format, { min, max, ticks }) {
  if (format.name !== "number" && format.name !== "percent") return (value) => shortText(value, format);
  const step = ((max - min) / Math.max(1, ticks)) * (format.name === "percent" ? 100 : 1);
  let digits = 0;
  while (digits < 6 && Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits++;
  return (value) => (Math.abs(value) >= 10000 ? shortText(value, format) : text(value, { ...format, digits }));
}

/** The value of a mark beside it, to three digits or whole units: £907K, £6,464, £499.17. */
export function markText(value, format) {
  if (Math.abs(value) < 1000 || format.name === "percent") return shortText(value, format);
  return Math.abs(value) < 10000 ? text(value, { ...format, digits: 0 }) : formatter(format, "mark").format(value);
}

/** A round step such that at most `count` of them span the range. */
export function niceStep(span, count) {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough || 1));
  const digit = [1, 2, 2.5, 5, 10].find((d) => d * power >= rough * 0.999);
  return digit * power;
}

/** Round limits of an axis that holds all values; zero is one of them unless `fromZero` is false. */
export function limits(values, fromZero, count) {
  const known = values.filter((v) => v !== null && v !== undefined && Number.isFinite(v));
  let low = Math.min(...known, ...(fromZero ? [0] : []));
  let high = Math.max(...known, ...(fromZero ? [0] : []));
  if (!known.length) [low, high] = [0, 1];
  if (low === high) high = low + (Math.abs(low) || 1);
  const step = niceStep(high - low, count);
  const [min, max] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  return { min, max, ticks: Math.round((max - min) / step) };
}
