// Numbers as the page's culture writes them. A format is {name, currency, digits}, as ValueFormat in .NET makes it.
const culture = document.documentElement.dataset.culture || undefined;
const cache = new Map();

function formatter(format, short, trailing) {
  const key = `${format.name}|${format.currency}|${format.digits}|${short}|${trailing}`;
  if (!cache.has(key)) cache.set(key, make(format, short, trailing));
  return cache.get(key);
}

function make({ name, currency, digits }, short, trailing) {
  const compact = { notation: "compact", maximumFractionDigits: 2 };
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
