// A table that can be searched, filtered, sorted and paged; it draws only the rows of the page in view.

const PAGE_ROWS = 100;
const tables = new Map();

/**
 * Builds the table of one tab. `spec` names the `rows`, the `columns` ({ label, sort(row), cell(row), kind }), the `filters`
 * ({ name, label, values, text(value) }), `search(row)` (the text that the search box looks in), `open(row)` and the first `order`.
 */
function makeTable(root, name, spec) {
  const state = { words: [], chosen: {}, by: spec.order.by, down: spec.order.down, page: 0 };
  let haystack = null;
  let matching = spec.rows;

  const search = el("input", { type: "search", placeholder: "Search words …", "aria-label": `Search ${name}`, id: `${name}-search` });
  const selects = spec.filters.map((filter) => {
    const options = tally(filter.values).map(([value, count]) =>
      el("option", { value }, `${filter.text?.(value) ?? label(value)} (${count.toLocaleString("en")})`));
    const select = el("select", { id: `${name}-${filter.name}` }, el("option", { value: "" }, "All"), options);
    select.addEventListener("change", () => { state.chosen[filter.name] = select.value; update(); });
    return el("label", { class: "field" }, el("span", {}, filter.label), select);
  });
  const reset = el("button", { type: "button", class: "quiet", onclick: () => set({}) }, "Clear");
  const status = el("p", { class: "status", role: "status" });
  const body = el("tbody");
  const pager = el("nav", { class: "pager", "aria-label": `Pages of ${name}` });
  const heads = spec.columns.map((col, place) =>
    el("th", { scope: "col", class: col.kind ?? null },
      el("button", { type: "button", onclick: () => sortBy(place) }, col.label)));
  root.append(
    el("div", { class: "filters", role: "search" },
      el("label", { class: "field wide" }, el("span", {}, "Search"), search), selects, reset),
    status,
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name },
      el("table", {}, el("thead", {}, el("tr", {}, heads)), body)),
    pager);

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.words = wordsOf(search.value); update(); }, 80);
  });
  body.addEventListener("click", (event) => {
    const line = event.target.closest("tr");
    if (line && !event.target.closest("a") && !String(getSelection())) spec.open(Number(line.dataset.row));
  });

  function sortBy(place) {
    state.down = state.by === place ? !state.down : spec.columns[place].kind === "number";
    state.by = place;
    update();
  }

  function matches(row) {
    for (const filter of spec.filters) {
      const wanted = state.chosen[filter.name];
      if (wanted && filter.values[row] !== wanted) return false;
    }
    return state.words.every((word) => haystack[row].includes(word));
  }

  function update() {
    if (state.words.length && !haystack) haystack = spec.rows.map((row) => spec.search(row).toLowerCase());
    const key = spec.columns[state.by].sort;
    const keys = new Map();
    matching = spec.rows.filter(matches);
    for (const row of matching) keys.set(row, key(row));
    matching.sort((a, b) => compare(keys.get(a), keys.get(b), state.down) || a - b);
    state.page = 0;
    draw();
  }

  function draw() {
    const first = state.page * PAGE_ROWS;
    const shown = matching.slice(first, first + PAGE_ROWS);
    body.replaceChildren(...shown.map(line));
    if (!shown.length) body.append(el("tr", {}, el("td", { class: "none", colspan: spec.columns.length }, "Nothing matches.")));
    heads.forEach((head, place) => {
      if (place === state.by) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const all = spec.rows.length;
    status.textContent = matching.length === all
      ? `${all.toLocaleString("en")} ${name}`
      : `${matching.length.toLocaleString("en")} of ${all.toLocaleString("en")} ${name}`;
    const pages = Math.ceil(matching.length / PAGE_ROWS);
    pager.hidden = pages < 2;
    pager.replaceChildren(
      el("button", { type: "button", disabled: state.page === 0, onclick: () => turn(-1) }, "← Previous"),
      el("span", {}, `Page ${state.page + 1} of ${pages}`),
      el("button", { type: "button", disabled: state.page >= pages - 1, onclick: () => turn(1) }, "Next →"));
  }

  function line(row) {
    const cells = spec.columns.map((col) => el("td", { class: col.kind ?? null, "data-label": col.label }, el("div", {}, col.cell(row))));
    return el("tr", { "data-row": row }, cells);
  }

  function turn(by) {
    state.page += by;
    draw();
    root.scrollIntoView({ block: "start" });
  }

  /** Sets search box and filters, as a link from another part of the page does. */
  function set(wanted) {
    search.value = wanted.q ?? "";
    state.words = wordsOf(search.value);
    state.chosen = {};
    for (const filter of spec.filters) {
      const select = document.getElementById(`${name}-${filter.name}`);
      select.value = wanted[filter.name] ?? "";
      state.chosen[filter.name] = select.value;
    }
    update();
  }

  tables.set(name, { set });
  update();
}

const wordsOf = (text) => text.toLowerCase().split(/\s+/u).filter(Boolean);

/** Order of two keys; what is missing comes last whichever way the column is sorted. */
function compare(a, b, down) {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = a < b ? -1 : a > b ? 1 : 0;
  return down ? -order : order;
}
