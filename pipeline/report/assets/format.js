// Words and numbers as a reader writes them, and the one way in which this page makes elements.

/** An element with attributes and children; a string becomes a text node, so nothing from an article is ever markup. */
function el(tag, attributes = {}, ...children) {
  const SVG = ["svg", "g", "path", "line", "circle", "rect", "text", "title"];
  const node = SVG.includes(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** Text of an article, isolated so that its direction marks end with it. */
const bdi = (text, attributes = {}) => el("bdi", { dir: "auto", ...attributes }, text ?? "");

const INITIALS = new Set(["gdp", "fdi", "pmi", "eps", "fx", "ebitda"]);

/** A code as a reader would write it: `trade_balance` is `Trade balance`. */
function label(code) {
  const words = code.replaceAll("_", " ").split(" ").map((word) => (INITIALS.has(word) ? word.toUpperCase() : word));
  return words.join(" ").replace(/^./u, (first) => first.toUpperCase());
}

// Words from tables are looked up in these; without a prototype "constructor" is as unknown as any other word.
const MEASURES = {
  __proto__: null,
  level: "level", change_pct: "change", change_abs: "change (amount)", change_pp: "change (points)",
  share_pct: "share", rank: "rank", streak: "streak", count: "count",
};
const BASES = { __proto__: null, yoy: "from a year earlier", qoq: "from the quarter before", mom: "from the month before", prev: "from before" };
const HOWS = {
  __proto__: null,
  read: "beside the number", sentence: "same sentence", paragraph: "same paragraph", headline: "headline",
  context: "earlier in the text", document: "the document", default: "by default",
};
const BOUNDS = { __proto__: null, approx: "≈\u00a0", ge: "≥\u00a0", le: "≤\u00a0" };

const reporterName = (code) => (code === null ? "" : reporters.get(code) ?? code);

const plain = new Intl.NumberFormat("en", { maximumSignificantDigits: 7 });
const exact = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });
const SCALES = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]];
const isMoney = (unit) => /^[A-Z]{3}$/.test(unit ?? "") && unit !== "CGT";

/** A number with its scale word: 61040000000 is `61.04 billion`. */
function scaled(value) {
  const [size, word] = SCALES.find(([least]) => Math.abs(value) >= least) ?? [1, ""];
  return plain.format(value / size).replace("-", "−") + (word && ` ${word}`);
}

/** A value with sign, bound and unit, as in `≥ 700 billion USD` or `+8.4%`. */
function valueText({ value, low = null, high = null, unit, measure, bound }) {
  if (value === null) return "";
  const sign = measure?.startsWith("change") && value > 0 ? "+" : "";
  const number = low !== null && high !== null && bound === "range" ? `${scaled(low)} to ${scaled(high)}` : sign + scaled(value);
  if (measure === "rank") return `no. ${plain.format(value)}`;
  const after = unit === "%" ? "%" : unit === "1" || !unit ? "" : ` ${unit}`;
  return (BOUNDS[bound] ?? "") + number + after;
}

const factValue = (row) =>
  valueText({
    value: facts.value[row], low: facts.low[row], high: facts.high[row],
    unit: facts.unit[row], measure: facts.measure[row], bound: facts.bound[row],
  });

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A period of ISO 8601 or SDMX form for a reader: `2025-01/2025-11` is `Jan–Nov 2025`. */
function periodText(period) {
  if (!period) return "";
  const [start, end] = period.split("/");
  if (end === undefined) return momentText(start);
  const [a, b] = [start.split("-"), end.split("-")];
  if (a.length === 2 && b.length === 2 && a[0] === b[0] && MONTHS[a[1] - 1]) return `${MONTHS[a[1] - 1]}–${momentText(end)}`;
  if (a.length === 3 && b.length === 3 && a[0] === b[0] && a[1] === b[1]) return `${+a[2]}–${momentText(end)}`;
  return `${momentText(start)} – ${momentText(end)}`;
}

function momentText(moment) {
  const [year, part, day] = moment.split("-");
  if (part === undefined) return year;
  if (/^[HQ]/.test(part)) return `${part} ${year}`;
  const month = MONTHS[part - 1] ?? part;
  return day === undefined ? `${month} ${year}` : `${+day} ${month} ${year}`;
}
