// The tabs, what the address says to show, and the colour scheme.

const REASONS = { __proto__: null, ...data.reasons };
const TABS = ["overview", "facts", "observations", "conflicts", "articles", "charts"];
const tip = document.getElementById("tip");

/** Shows a small card beside a node. */
function showTip(node, content) {
  tip.replaceChildren(...content);
  tip.hidden = false;
  const box = node.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
  const above = box.top - tip.offsetHeight - 10;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : box.bottom + 10}px`;
}

const hideTip = () => { tip.hidden = true; };

/** Gives a node of a drawing its card on pointer and focus; Enter and Space click it. */
function withTip(node, content) {
  node.addEventListener("mouseenter", () => showTip(node, content()));
  node.addEventListener("focus", () => showTip(node, content()));
  for (const leaving of ["mouseleave", "blur", "click"]) node.addEventListener(leaving, hideTip);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    node.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  });
}

const metricCell = (metric) => [el("span", { class: `dot hue${hueOf.get(metric) ?? 0}` }), label(metric)];
const textSort = (values) => (row) => values[row]?.toLowerCase() ?? null;
const badge = (word) => (word ? el("span", { class: `badge ${word}` }, word) : "");

/** The columns that facts and observations share. */
const sharedColumns = (table) => [
  { label: "Metric", sort: textSort(table.metric), cell: (row) => metricCell(table.metric[row]) },
  { label: "Subject", kind: "subject", sort: textSort(table.subject), cell: (row) => bdi(table.subject[row]) },
  { label: "Measure", sort: textSort(table.measure), cell: (row) => MEASURES[table.measure[row]] ?? table.measure[row] },
  { label: "Period", sort: textSort(table.period), cell: (row) => periodText(table.period[row]) },
];
const sharedFilters = (table) => [
  { name: "metric", label: "Metric", values: table.metric },
  { name: "reporter", label: "Reporter", values: table.reporter, text: reporterName },
  { name: "product", label: "Product", values: table.product, text: (word) => word },
  { name: "status", label: "Status", values: table.status },
];

function factTable(root) {
  makeTable(root, "facts", {
    rows: rowsOf(facts),
    columns: [
      ...sharedColumns(facts),
      { label: "Value", kind: "number", sort: (row) => facts.value[row], cell: factValue },
      { label: "Status", sort: textSort(facts.status), cell: (row) => badge(facts.status[row]) },
      { label: "According to", sort: textSort(facts.attribution), cell: (row) => bdi(facts.attribution[row]) },
      { label: "Article", sort: (row) => documents.published[facts.document[row]], kind: "article",
        cell: (row) => [el("a", { href: factLink(row) }, bdi(titleOf(facts.document[row]))), " ",
          el("small", {}, documents.published[facts.document[row]] ?? "")] },
      { label: "Confidence", kind: "number", sort: (row) => facts.confidence[row], cell: (row) => percentText(facts.confidence[row]) },
    ],
    filters: [
      ...sharedFilters(facts),
      ...(facts.check ? [{ name: "check", label: "Check", values: facts.check }] : []),
    ],
    search: (row) => [facts.metric[row].replaceAll("_", " "), facts.subject[row], facts.product[row], facts.period[row], facts.attribution[row],
      sentenceOf(row), titleOf(facts.document[row]), documents.publisher[facts.document[row]]].join(" "),
    open: openFact,
    order: { by: 7, down: true },
  });
}

const percentText = (share) => (share === null ? "" : `${Math.round(100 * share)}%`);

function observationTable(root) {
  const reported = (row) => {
    const [low, high] = [observations.low[row], observations.high[row]];
    return low === null || low === high ? "" : `${scaled(low)} to ${scaled(high)}`;
  };
  makeTable(root, "observations", {
    rows: rowsOf(observations),
    columns: [
      ...sharedColumns(observations),
      { label: "Value", kind: "number", sort: (row) => observations.value[row],
        cell: (row) => el("a", { href: factLink(observations.facts[row][0]) }, observationValue(row)) },
      { label: "Reported", kind: "number", sort: (row) => observations.high[row], cell: reported },
      { label: "Status", sort: textSort(observations.status), cell: (row) => badge(observations.status[row]) },
      { label: "Articles", kind: "number", sort: (row) => observations.articles[row], cell: (row) => observations.articles[row] },
      { label: "According to", sort: textSort(observations.attribution), cell: (row) => bdi(observations.attribution[row]) },
      { label: "Agreement", sort: textSort(observations.agreement), cell: (row) => badge(observations.agreement[row]) },
      { label: "First reported", sort: textSort(observations.first_published), cell: (row) => observations.first_published[row] ?? "" },
    ],
    filters: [
      ...sharedFilters(observations),
      { name: "agreement", label: "Agreement", values: observations.agreement },
      { name: "check", label: "Check", values: observations.check },
    ],
    search: (row) => [observations.metric[row].replaceAll("_", " "), observations.subject[row], observations.product[row], observations.period[row],
      observations.attribution[row]].join(" "),
    open: (row) => openFact(observations.facts[row][0]),
    order: { by: 7, down: true },
  });
}

const observationValue = (row) =>
  valueText({ value: observations.value[row], unit: observations.unit[row], measure: observations.measure[row], bound: observations.bound[row] });

const factLink = (row) => `#articles/${encodeURIComponent(documents.id[facts.document[row]])}/${facts.id[row]}`;

/** Goes to the article of a fact, by the address, so that the browser's back button returns. */
function openFact(row) {
  if (location.hash === factLink(row)) route();
  else location.hash = factLink(row);
}

function articleList(root) {
  const items = documents.id.map((id, place) =>
    el("li", {}, el("a", { href: `#articles/${encodeURIComponent(id)}`, "data-document": place },
      bdi(titleOf(place)),
      el("small", {}, [documents.publisher[place], documents.published[place]].filter(Boolean).map((part) => bdi(part)).flatMap((part) => [part, " "]),
        `${factsOf[place].length} facts`))));
  const search = el("input", { type: "search", placeholder: "Search articles …", "aria-label": "Search articles", id: "articles-search" });
  const list = el("ol", {}, items);
  search.addEventListener("input", () => {
    const words = wordsOf(search.value);
    items.forEach((item, place) => {
      const text = `${titleOf(place)} ${documents.publisher[place] ?? ""} ${documents.text[place]}`.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    });
  });
  root.append(search, list);
}

/** Marks answer to pointer and keyboard; the listeners are on the panel, for the text in it changes. */
function articleEvents(panel) {
  const chosen = (event) => {
    const mark = event.target.closest?.(".mark");
    if (!mark) return undefined;
    return mark.dataset.facts ? { fact: Number(mark.dataset.facts.split(" ")[0]) } : { leftover: Number(mark.dataset.leftovers.split(" ")[0]) };
  };
  const press = (event) => {
    const choice = chosen(event);
    if (choice === undefined) return;
    event.preventDefault();
    hideTip();
    select(choice);
    const mark = event.target.closest(".mark");
    if (sideIsBelow() && mark.getBoundingClientRect().bottom > 0.4 * innerHeight) mark.scrollIntoView({ block: "start" });
    if (choice.fact !== undefined) history.replaceState(null, "", factLink(choice.fact));
  };
  panel.addEventListener("click", press);
  panel.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") press(event); });
  const preview = (event) => {
    const choice = chosen(event);
    if (choice === undefined || event.type === "focusin" && !event.target.matches(":focus-visible")) return;
    if (choice.fact !== undefined) paint(evidenceOf(choice.fact));
    showTip(event.target.closest(".mark"), markTip(choice));
  };
  const leave = (event) => {
    if (chosen(event) === undefined) return;
    paint(selected?.fact === undefined ? [] : evidenceOf(selected.fact));
    hideTip();
  };
  for (const type of ["mouseover", "focusin"]) panel.addEventListener(type, preview);
  for (const type of ["mouseout", "focusout"]) panel.addEventListener(type, leave);
  addEventListener("keydown", (event) => { if (event.key === "Escape" && selected) closeDetail(); });
}

function chartPanel(root) {
  const groups = chartGroups();
  const holder = el("div", { class: "charts" });
  const more = el("button", { type: "button", onclick: () => show(shown + 12) }, "More charts");
  const selects = [["metric", "Metric", label], ["reporter", "Reporter", reporterName]].map(([name, caption, text]) => {
    const options = tally(groups.map((group) => group[name])).map(([value, count]) => el("option", { value }, `${text(value)} (${count})`));
    return el("label", { class: "field" }, el("span", {}, caption),
      el("select", { id: `charts-${name}`, onchange: () => show(12) }, el("option", { value: "" }, "All"), options));
  });
  let shown = 0;
  function show(count) {
    shown = count;
    const [metric, reporter] = ["metric", "reporter"].map((name) => document.getElementById(`charts-${name}`).value);
    const wanted = groups.filter((group) => (!metric || group.metric === metric) && (!reporter || group.reporter === reporter));
    holder.replaceChildren(...wanted.slice(0, count).map(chartCard));
    if (!wanted.length) holder.append(el("p", { class: "none" }, "No metric has three figures of two periods."));
    more.hidden = wanted.length <= count;
  }
  root.append(el("div", { class: "filters" }, selects), shapeKey(groups), holder, el("p", {}, more));
  show(12);
}

const builders = { facts: factTable, observations: observationTable, conflicts: conflictList, charts: chartPanel };

function conflictList(root) {
  const lines = rowsOf(conflicts).map((row) =>
    el("li", {},
      el("p", {}, badge(conflicts.kind[row].replaceAll("_", " ")), " ", bdi(conflicts.statement[row])),
      el("ul", {}, conflicts.facts[row].map((fact) => el("li", {}, factReference(fact))))));
  root.append(lines.length ? el("ol", { class: "conflicts" }, lines) : el("p", { class: "none" }, "No figures on this page contradict each other."));
}

/** A link to a fact in its article. */
const factReference = (row) =>
  el("a", { href: factLink(row) }, bdi(facts.subject[row]), `, ${periodText(facts.period[row])}: ${factValue(row)} · `,
    bdi(titleOf(facts.document[row])), ` ${documents.published[facts.document[row]] ?? ""}`);

let shownTab = null;

/** Shows what the address names: `#facts?metric=exports`, `#articles/ID/FACT`, `#charts`. */
function route() {
  const [path, query] = location.hash.slice(1).split("?");
  const [name, ...rest] = path.split("/");
  const tab = TABS.includes(name) && document.getElementById(`view-${name}`) ? name : "overview";
  for (const other of TABS) {
    const section = document.getElementById(`view-${other}`);
    if (section) section.hidden = other !== tab;
    document.querySelector(`nav a[href="#${other}"]`)?.[other === tab ? "setAttribute" : "removeAttribute"]("aria-current", "page");
  }
  const root = document.querySelector(`#view-${tab} [data-fill]`);
  if (root && !root.childElementCount) builders[tab](root);
  if (tab !== shownTab) scrollTo(0, 0);
  shownTab = tab;
  if (query !== undefined) tables.get(tab)?.set(Object.fromEntries(new URLSearchParams(query)));
  if (tab === "articles") {
    const row = factRow.get(rest[1]) ?? null;
    const place = row === null ? documentRow.get(rest[0]) : facts.document[row];
    if (place !== undefined || shownDocument < 0 && documents.id.length) showArticle(place ?? 0, row);
  }
}

document.getElementById("theme").addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
    || getComputedStyle(document.documentElement).colorScheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});
const mainGroups = chartGroups().slice(0, 3);
document.getElementById("main-charts").append(...mainGroups.map(chartCard));
if (mainGroups.length) document.getElementById("main-charts").before(shapeKey(mainGroups));
articleList(document.getElementById("article-list"));
articleEvents(document.getElementById("article"));
addEventListener("hashchange", route);
route();
document.documentElement.dataset.ready = "true";
