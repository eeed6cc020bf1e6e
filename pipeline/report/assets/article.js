// An article with its numbers marked in place, and the fact or leftover that is selected in it.

let shownDocument = -1;
let selected = null;

/** Shows a document and selects one of its facts, where `row` is given. */
function showArticle(place, row = null) {
  const panel = document.getElementById("article");
  if (place !== shownDocument) {
    shownDocument = place;
    panel.replaceChildren(...articleNodes(place));
    document.querySelectorAll("#article-list [aria-current]").forEach((item) => item.removeAttribute("aria-current"));
    const item = document.querySelector(`#article-list [data-document="${place}"]`);
    item?.setAttribute("aria-current", "true");
    item?.scrollIntoView({ block: "nearest" });
    select(null);
  }
  if (row === null) return;
  select({ fact: row });
  panel.querySelector('.mark[aria-pressed="true"]')?.scrollIntoView({ block: sideIsBelow() ? "start" : "center" });
}

function articleAbout(place) {
  const url = documents.url[place];
  const about = [documents.publisher[place], documents.published[place]].filter(Boolean).map((part) => bdi(part));
  if (/^https?:\/\//i.test(url ?? "")) about.push(el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, "Original"));
  const metrics = tally(factsOf[place].map((row) => facts.metric[row]));
  const legend = metrics.map(([metric, count]) =>
    el("span", { class: `key hue${hueOf.get(metric)}` }, `${label(metric)} ${count}`));
  if (documents.outcome[place] && documents.outcome[place] !== "extracted") about.push(badge(documents.outcome[place]));
  if (leftoversOf[place].length) legend.push(el("span", { class: "key left" }, `No fact ${leftoversOf[place].length}`));
  return [
    el("p", { class: "about" }, about.flatMap((part) => [part, " "])),
    el("p", { class: "legend" }, legend, el("span", { class: "fine" }, "Underlined solid: actual. Dashed: forecast, estimate. Dotted: target, hypothetical.")),
  ];
}

/** Headline, what is known of the article, its text; every stretch that something was read from is an element of its own. */
function articleNodes(place) {
  const text = documents.text[place];
  const spans = [];
  for (const row of factsOf[place]) {
    spans.push({ start: facts.start[row], end: facts.end[row], fact: row });
    for (const part of evidenceOf(row)) if (part.start >= 0) spans.push({ start: part.start, end: part.end });
  }
  for (const row of leftoversOf[place]) spans.push({ start: leftovers.start[row], end: leftovers.end[row], leftover: row });
  const marks = marksOf(spans);
  const cuts = [...new Set(spans.flatMap((span) => [span.start, span.end]))].sort((a, b) => a - b);
  const headline = el("h2", { dir: "auto", lang: "" });
  const body = el("div", { class: "text", lang: "" });
  let at = 0;
  for (const paragraph of text.split("\n")) {
    const end = at + paragraph.length;
    const nodes = paragraph.trim() ? pieces(text, at, end, cuts, marks) : [];
    if (at < documents.headline[place]) headline.append(...nodes);
    else if (nodes.length) body.append(el("p", { dir: "auto" }, nodes));
    at = end + 1;
  }
  if (!headline.textContent) headline.append(bdi(titleOf(place)));
  return [headline, ...articleAbout(place), body];
}

/** Numbers of facts and leftovers, joined where they overlap, in the order of the text. */
function marksOf(spans) {
  const marks = [];
  const numbers = spans.filter((span) => "fact" in span || "leftover" in span).sort((a, b) => a.start - b.start || a.end - b.end);
  for (const span of numbers) {
    const last = marks.at(-1);
    const mark = last && span.start < last.end ? last : { start: span.start, end: span.end, facts: [], leftovers: [] };
    if (mark !== last) marks.push(mark);
    mark.end = Math.max(mark.end, span.end);
    if ("fact" in span) mark.facts.push(span.fact);
    else mark.leftovers.push(span.leftover);
  }
  return marks;
}

function pieces(text, start, end, cuts, marks) {
  const nodes = [];
  const inside = cuts.filter((cut) => cut > start && cut < end);
  let open = null;
  let from = start;
  for (const to of [...inside, end]) {
    const mark = marks.find((candidate) => candidate.start <= from && to <= candidate.end) ?? null;
    const piece = el("span", { class: "piece", "data-start": from, "data-end": to }, text.slice(from, to));
    if (mark === null) nodes.push(piece);
    else if (mark === open) nodes.at(-1).append(piece);
    else nodes.push(markNode(mark, piece));
    open = mark;
    from = to;
  }
  return nodes;
}

function markNode(mark, piece) {
  const row = mark.facts[0];
  const isFact = row !== undefined;
  const kinds = isFact ? `fact hue${hueOf.get(facts.metric[row])} status-${facts.status[row]}` : "left";
  const about = isFact
    ? mark.facts.map((fact) => `${label(facts.metric[fact])}, ${factValue(fact)}`).join("; ")
    : `No fact: ${leftovers.reason[mark.leftovers[0]]}`;
  return el("span", {
    class: `mark ${kinds}`, role: "button", tabindex: "0", "aria-pressed": "false",
    "aria-label": `${piece.textContent}: ${about}`,
    "data-facts": mark.facts.join(" "), "data-leftovers": mark.leftovers.join(" "),
  }, piece);
}

/** What the card beside a mark says. */
function markTip({ fact, leftover }) {
  if (fact === undefined) return [el("b", {}, "No fact"), el("span", {}, REASONS[leftovers.reason[leftover]] ?? leftovers.reason[leftover])];
  const parts = [MEASURES[facts.measure[fact]], facts.status[fact], BASES[facts.basis[fact]]].filter(Boolean);
  return [
    el("b", {}, `${label(facts.metric[fact])} ${factValue(fact)}`),
    el("span", {}, bdi(facts.subject[fact]), facts.period[fact] ? `, ${periodText(facts.period[fact])}` : ""),
    el("span", {}, parts.join(" · ")),
  ];
}

/** Where each field of a fact was read from; starts and ends are -1 where nothing in the text says it. */
function evidenceOf(row) {
  const flat = facts.evidence[row];
  const parts = [];
  for (let i = 0; i < flat.length; i += 4) {
    const [field, start, how] = [facts.fields[flat[i]], facts.start[row] + flat[i + 1], facts.hows[flat[i + 3]]];
    parts.push(flat[i + 2] > 0 ? { field, start, end: start + flat[i + 2], how } : { field, start: -1, end: -1, how });
  }
  return parts;
}

/** Selects a fact or a leftover of the article in view, or nothing: marks the characters it was read from, fills the side panel. */
function select(choice) {
  selected = choice;
  const panel = document.getElementById("article");
  const side = document.getElementById("detail");
  side.hidden = choice === null;
  panel.querySelectorAll(".mark").forEach((mark) => mark.setAttribute("aria-pressed", String(holds(mark, choice))));
  paint(choice?.fact === undefined ? [] : evidenceOf(choice.fact));
  if (choice === null) side.replaceChildren();
  else side.replaceChildren(...(choice.fact === undefined ? leftoverDetail(choice.leftover) : factDetail(choice.fact)));
}

/** Whether the side panel lies over the lower half of the window, as it does where there is no room beside the text. */
const sideIsBelow = () => getComputedStyle(document.getElementById("detail")).position === "fixed";

const holds = (mark, choice) =>
  choice !== null && (choice.fact === undefined
    ? mark.dataset.leftovers.split(" ").includes(String(choice.leftover))
    : mark.dataset.facts.split(" ").includes(String(choice.fact)));

/** Marks the pieces of the text that the parts cover, each stretch labelled with its fields at its first piece. */
function paint(parts) {
  const spans = new Map();
  for (const { field, start, end } of parts) {
    if (start >= 0) spans.set(`${start} ${end}`, { start, end, fields: [...(spans.get(`${start} ${end}`)?.fields ?? []), field] });
  }
  for (const piece of document.querySelectorAll("#article .piece")) {
    const [from, to] = [Number(piece.dataset.start), Number(piece.dataset.end)];
    const over = [...spans.values()].filter((span) => span.start <= from && to <= span.end);
    piece.classList.toggle("evidence", over.length > 0);
    const first = over.filter((span) => span.start === from).flatMap((span) => span.fields);
    if (first.length) piece.dataset.fields = [...new Set(first)].join(" · ").replaceAll("_", " ");
    else delete piece.dataset.fields;
  }
}

/** The rows of the panel: each field with its value, the characters it was read from, and how far away they are. */
function factDetail(row) {
  const text = documents.text[facts.document[row]];
  const parts = evidenceOf(row);
  const names = ["metric", "measure", "reporter", "product", "partner", "period", "value", "unit", "bound", "status", "basis",
    "attribution", "adjustment", "share_of"];
  const lines = names.map((name) => fieldLine(name, row, parts.filter((part) => part.field === name), text));
  const same = factsOf[facts.document[row]].filter((other) => facts.start[other] < facts.end[row] && facts.start[row] < facts.end[other]);
  return [
    detailHead(`${label(facts.metric[row])} · ${MEASURES[facts.measure[row]] ?? facts.measure[row]}`, hueOf.get(facts.metric[row])),
    el("p", { class: "big" }, factValue(row)),
    el("p", { class: "who" }, bdi(facts.subject[row]), facts.period[row] ? `, ${periodText(facts.period[row])}` : ""),
    same.length > 1 ? el("p", { class: "same" }, "Read from this number: ", same.map((other) =>
      el("button", { type: "button", class: "chip", "aria-pressed": String(other === row), onclick: () => openFact(other) },
        `${label(facts.metric[other])} ${factValue(other)}`))) : null,
    confidenceLine(row),
    el("table", { class: "fields" },
      el("thead", {}, el("tr", {}, ["Field", "Value", "Read from"].map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, lines)),
    ...observationLines(row),
    el("p", { class: "fine" }, `Rule ${facts.rule[row] || "not named"} · fact ${facts.id[row]}`),
  ].filter(Boolean);
}

function fieldLine(name, row, parts, text) {
  const value = facts[name][row];
  const shown = { reporter: reporterName, period: periodText, basis: (code) => BASES[code] ?? code };
  const written = name === "value" ? exact.format(value).replace("-", "−") : value === null ? "–" : (shown[name]?.(value) ?? String(value));
  const quotes = parts.map((part) => el("div", {},
    part.start >= 0 ? el("q", { dir: "auto" }, text.slice(part.start, part.end)) : null,
    " ", el("small", {}, HOWS[part.how] ?? part.how)));
  const line = el("tr", { class: value === null ? "empty" : null },
    el("th", { scope: "row" }, label(name)),
    el("td", {}, bdi(written)),
    el("td", {}, quotes));
  line.addEventListener("mouseenter", () => paint(parts));
  line.addEventListener("mouseleave", () => paint(selected?.fact === undefined ? [] : evidenceOf(selected.fact)));
  return line;
}

function confidenceLine(row) {
  const confidence = facts.confidence[row];
  if (confidence === null) return null;
  const percent = Math.round(100 * confidence);
  const check = facts.check?.[row] ?? null;
  return el("p", { class: "confidence" },
    el("meter", { min: 0, max: 1, low: 0.5, high: 0.8, optimum: 1, value: confidence, "aria-label": "Confidence" }),
    ` ${percent}% confidence`,
    check && check !== "unchecked" ? badge(check) : null);
}

/** What other articles say of the same observation, and the facts whose arithmetic speaks for or against this one. */
function observationLines(row) {
  const place = observationOf.get(row);
  const others = place === undefined ? [] : observations.facts[place].filter((other) => other !== row);
  const by = facts.by?.[row] ?? [];
  return [
    ...(place === undefined ? [] : [
      el("h3", {}, "Observation ", badge(observations.agreement[place])),
      others.length ? referenceList(others) : el("p", { class: "fine" }, "No other article on this page reports it."),
    ]),
    ...(by.length ? [el("h3", {}, "Checked by arithmetic ", badge(facts.check[row])),
      el("p", { class: "fine" }, facts.kinds[row].map(label).join(", ")), referenceList(by)] : []),
  ];
}

const referenceList = (rows) => el("ul", {}, rows.slice(0, 20).map((row) => el("li", {}, factReference(row))));

function leftoverDetail(row) {
  const quote = documents.text[leftovers.document[row]].slice(leftovers.start[row], leftovers.end[row]);
  const reason = leftovers.reason[row];
  const meaning = REASONS[reason];
  return [
    detailHead("No fact", null),
    el("p", { class: "big" }, bdi(quote)),
    el("p", { class: "who" }, meaning ? `${label(reason)}: ${meaning}.` : label(reason)),
  ];
}

function detailHead(title, hue) {
  return el("header", {},
    el("h2", {}, el("span", { class: hue === null ? "dot left" : `dot hue${hue}` }), title),
    el("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: closeDetail }, "✕"));
}

function closeDetail() {
  const mark = document.querySelector('#article .mark[aria-pressed="true"]');
  select(null);
  mark?.focus();
}
