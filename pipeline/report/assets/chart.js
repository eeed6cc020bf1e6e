// Time series of what was reported: one chart for each metric, measure, unit, basis, reporter and length of period.

const FREQUENCIES = { A: "by year", H: "by half-year", Q: "by quarter", M: "by month", D: "by day", S: "running totals and other spans" };
const FORMS = [["A", /^\d{4}$/], ["H", /^\d{4}-H/], ["Q", /^\d{4}-Q/], ["M", /^\d{4}-\d{2}$/], ["D", /^\d{4}-\d{2}-\d{2}$/]];
const frequencyOf = (period) => FORMS.find(([, form]) => form.test(period))?.[0] ?? "S";
const SHAPES = {
  __proto__: null,
  actual: (x, y) => el("circle", { cx: x, cy: y, r: 4 }),
  estimate: (x, y) => el("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7 }),
  forecast: (x, y) => el("circle", { cx: x, cy: y, r: 4.5, class: "hollow" }),
  target: (x, y) => el("path", { d: `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`, class: "hollow" }),
  hypothetical: (x, y) => el("path", { d: `M${x} ${y - 5.5}L${x + 5.5} ${y + 4}L${x - 5.5} ${y + 4}Z`, class: "hollow" }),
};
const MOST_SERIES = 5;
const HEIGHT = 260;
const MARGIN = { top: 12, right: 14, bottom: 26, left: 58 };

/** The charts that the rows allow, the fullest first; each has at least three points in at least two periods. */
function chartGroups() {
  const table = observations ?? facts;
  const groups = new Map();
  for (const row of rowsOf(table)) {
    const fact = observations ? table.facts[row][0] : row;
    if (!table.from[row] || table.value[row] === null || ["rank", "streak", "count"].includes(table.measure[row])) continue;
    const point = {
      fact, value: table.value[row], status: table.status[row], period: table.period[row], unit: table.unit[row],
      measure: table.measure[row], bound: table.bound[row], from: Date.parse(table.from[row]), to: Date.parse(table.to[row]) + 864e5,
      low: observations?.low[row] ?? null, high: observations?.high[row] ?? null, articles: observations?.articles[row] ?? null,
      series: [table.product[row], reporterName(table.partner[row])].filter(Boolean).join(", ") || "Total",
    };
    const frequency = frequencyOf(point.period);
    const split = table.product[row] !== null ? "by product" : table.partner[row] !== null ? "by partner" : "";
    const key = [table.metric[row], point.measure, point.unit, table.basis[row], table.reporter[row], frequency, split].join("\t");
    const group = groups.get(key)
      ?? { key, metric: table.metric[row], reporter: table.reporter[row], measure: point.measure, unit: point.unit,
        basis: table.basis[row], frequency, split, points: [] };
    group.points.push(point);
    groups.set(key, group);
  }
  const full = [...groups.values()].map(withSeries).filter((group) => group.points.length >= 3 && group.periods >= 2);
  return full.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}

/** Parts a group's points into its fullest series; charts of a total, or of both what was and what is expected, come first. */
function withSeries(group) {
  const names = tally(group.points.map((point) => point.series)).map(([name]) => name);
  const points = group.points.filter((point) => names.indexOf(point.series) < MOST_SERIES);
  const periods = new Set(points.map((point) => point.period)).size;
  const told = new Set(points.map((point) => point.status)).size;
  const score = periods * 2 + points.length + (group.split ? 0 : 10) + (told > 1 ? 10 : 0) - (group.frequency === "S" ? 20 : 0);
  return { ...group, points, periods, score, names: names.slice(0, MOST_SERIES), hidden: names.length - MOST_SERIES };
}

function chartCard(group) {
  const title = [label(group.metric), reporterName(group.reporter)].filter(Boolean).join(", ");
  const measure = [MEASURES[group.measure], BASES[group.basis]].filter(Boolean).join(" ");
  const under = [measure, group.unit === "1" ? null : group.unit, FREQUENCIES[group.frequency], group.split].filter(Boolean).join(" · ");
  const keys = group.split
    ? group.names.map((name, place) => el("span", { class: `key-line ${seriesClass(group, place)}` }, bdi(name)))
    : [];
  if (group.hidden > 0) keys.push(el("span", { class: "fine" }, `and ${group.hidden} more`));
  const frame = el("div", { class: "frame" });
  const card = el("section", { class: "chart" }, el("h3", {}, bdi(title)), el("p", { class: "fine" }, under), frame,
    keys.length ? el("p", { class: "keys" }, keys) : null);
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width > 0 && frame.dataset.width !== String(width)) {
      frame.dataset.width = width;
      frame.replaceChildren(drawing(group, width));
    }
  }).observe(frame);
  return card;
}

const seriesClass = (group, place) => `hue${group.split ? place : hueOf.get(group.metric)}`;

function drawing(group, width) {
  const right = width - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const values = group.points.flatMap((point) => [point.value, point.low ?? point.value, point.high ?? point.value]);
  const steps = ticks(Math.min(...values), Math.max(...values), group.measure !== "level");
  const [least, most] = [steps[0], steps.at(-1)];
  const [first, last] = [Math.min(...group.points.map((p) => p.from)), Math.max(...group.points.map((p) => p.to))];
  const x = (time) => MARGIN.left + ((time - first) / (last - first || 1)) * (right - MARGIN.left);
  const y = (value) => bottom - ((value - least) / (most - least || 1)) * (bottom - MARGIN.top);
  const svg = el("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": label(group.metric) });
  for (const step of steps) {
    svg.append(el("line", { x1: MARGIN.left, x2: right, y1: y(step), y2: y(step), class: step === 0 ? "zero" : "grid" }),
      el("text", { x: MARGIN.left - 8, y: y(step) + 4, "text-anchor": "end" }, axisNumber(step, most)));
  }
  for (const { from, to, text } of timeTicks(first, last, group.frequency, right - MARGIN.left)) {
    svg.append(el("line", { x1: x(from), x2: x(from), y1: MARGIN.top, y2: bottom, class: "grid" }),
      el("text", { x: (x(Math.max(from, first)) + x(Math.min(to, last))) / 2, y: HEIGHT - 8, "text-anchor": "middle" }, text));
  }
  group.names.forEach((name, place) => {
    const points = group.points.filter((point) => point.series === name).sort((a, b) => a.to - b.to || a.value - b.value);
    svg.append(el("g", { class: `series ${seriesClass(group, place)}` }, lines(points, group.frequency, x, y), points.map((point) => dot(point, group, x, y))));
  });
  return svg;
}

/** Where a point stands in time: the middle of its period, or the end of a running total. */
const timeOf = (point, frequency) => (frequency === "S" ? point.to : (point.from + point.to) / 2);

/** A line through what was measured, and a dashed one on to each forecast that lies beyond it. */
function lines(points, frequency, x, y) {
  const at = (point) => `${x(timeOf(point, frequency)).toFixed(1)} ${y(point.value).toFixed(1)}`;
  const best = new Map();
  for (const point of points) {
    const held = best.get(point.period);
    if (point.status === "actual" && (!held || worth(point) > worth(held))) best.set(point.period, point);
  }
  const measured = [...best.values()];
  const drawn = [];
  if (measured.length > 1 && frequency !== "S") drawn.push(el("path", { d: `M${measured.map(at).join("L")}`, class: "line" }));
  const end = measured.at(-1);
  for (const point of points) {
    if (end && point.status !== "actual" && point.from >= end.to && frequency !== "S") {
      drawn.push(el("path", { d: `M${at(end)}L${at(point)}`, class: "line dashed" }));
    }
  }
  return drawn;
}

/** Which of several figures for one period the line goes through: the one most articles report, an exact one before a bound. */
const worth = (point) => (point.articles ?? 0) * 10 + (point.bound === "eq" ? 5 : 0);

function dot(point, group, x, y) {
  const [cx, cy] = [x(timeOf(point, group.frequency)), y(point.value)];
  const said = `${point.series}, ${periodText(point.period)}: ${valueText(point)} (${point.status})`;
  const node = el("g", { class: "point", tabindex: "0", role: "button", "aria-label": said, onclick: () => openFact(point.fact) },
    el("line", { x1: x(point.from), x2: x(point.to), y1: cy, y2: cy, class: "span" }),
    point.low !== null && point.high !== null && point.low !== point.high
      ? el("line", { x1: cx, x2: cx, y1: y(point.low), y2: y(point.high), class: "range" }) : null,
    (SHAPES[point.status] ?? SHAPES.actual)(cx, cy),
    el("circle", { cx, cy, r: 11, class: "reach" }));
  const articles = point.articles === null ? null : `${point.articles} ${point.articles === 1 ? "article" : "articles"}`;
  withTip(node, () => [el("b", {}, valueText(point)), el("span", {}, bdi(point.series), `, ${periodText(point.period)}`),
    el("span", {}, [point.status, articles].filter(Boolean).join(" · "))]);
  return node;
}

/** Four to seven round numbers that span the values; zero is among them where it belongs on the axis. */
function ticks(low, high, withZero) {
  if (withZero || low > 0 && low < 0.5 * high) low = Math.min(low, 0);
  if (withZero || high < 0 && high > 0.5 * low) high = Math.max(high, 0);
  if (low === high) [low, high] = [low - Math.abs(low || 1) * 0.1, high + Math.abs(high || 1) * 0.1];
  const rough = (high - low) / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * size).find((n) => n >= rough);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

function axisNumber(value, most) {
  const [size, word] = SCALES.find(([least]) => Math.abs(most) >= least) ?? [1, ""];
  if (value === 0) return "0";
  return plain.format(value / size).replace("-", "−") + (word && ` ${word === "million" ? "m" : `${word[0]}n`}`);
}

/** Years, or within a few of them quarters or months, between two times, thinned to what the width can hold. */
function timeTicks(first, last, frequency, width) {
  const years = last - first > 800 * 864e5 || frequency === "A";
  const months = years ? 12 : { H: 6, Q: 3 }[frequency] ?? 1;
  const begin = new Date(first);
  const found = [];
  for (let month = begin.getUTCMonth() - (begin.getUTCMonth() % months); ; month += months) {
    const at = new Date(Date.UTC(begin.getUTCFullYear(), month));
    if (at.getTime() >= last) break;
    const [year, part] = [at.getUTCFullYear(), at.getUTCMonth()];
    const name = { 1: MONTHS[part], 3: `Q${part / 3 + 1}`, 6: `H${part / 6 + 1}` }[months];
    const text = name === undefined ? String(year) : name + (part === 0 || !found.length ? ` ${year}` : "");
    found.push({ from: Math.max(at.getTime(), first), to: Date.UTC(year, part + months), text });
  }
  const every = Math.ceil((found.length * (years ? 44 : 58)) / width);
  return found.filter((_, i) => i % every === 0);
}

/** What the shapes mean, for those that are drawn. */
function shapeKey(groups) {
  const drawn = new Set(groups.flatMap((group) => group.points.map((point) => point.status)));
  const shapes = Object.entries(SHAPES).filter(([status]) => drawn.has(status)).map(([status, shape]) =>
    el("span", { class: "shape" }, el("svg", { width: 16, height: 16, class: "series plain", "aria-hidden": "true" }, shape(8, 8)), status));
  return el("p", { class: "shapes" }, shapes);
}
