// The rows of the page, unpacked once: each table an object of columns, each row a number.

const column = (packed) => packed.at.map((place) => (place < 0 ? null : packed.words[place]));
const isPacked = (value) => value !== null && typeof value === "object" && "words" in value && "at" in value;
const unpacked = (table) =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, isPacked(value) ? column(value) : value]));

const data = JSON.parse(document.getElementById("data").textContent);
const documents = unpacked(data.documents);
const facts = unpacked(data.facts);
const leftovers = unpacked(data.leftovers);
const observations = data.observations && unpacked(data.observations);
const conflicts = data.conflicts && unpacked(data.conflicts);
const reporters = new Map(Object.entries(data.reporters));

const rowsOf = (table) => Array.from({ length: (table.facts ?? table.start ?? table.id).length }, (_, row) => row);

/** The rows of a table by the document that they were read from. */
function byDocument(table) {
  const rows = documents.id.map(() => []);
  table.document.forEach((place, row) => rows[place].push(row));
  return rows;
}

const factsOf = byDocument(facts);
const leftoversOf = byDocument(leftovers);
const factRow = new Map(facts.id.map((id, row) => [id, row]));
const documentRow = new Map(documents.id.map((id, row) => [encodeURIComponent(id), row]));

/** For each fact its observation, where the page has it. */
const observationOf = new Map();
observations?.facts.forEach((rows, observation) => rows.forEach((row) => observationOf.set(row, observation)));

const quoteOf = (row) => documents.text[facts.document[row]].slice(facts.start[row], facts.end[row]);
const sentenceOf = (row) => documents.text[facts.document[row]]
  .slice(facts.start[row] - facts.sentence[row][0], facts.end[row] + facts.sentence[row][1]);
// Without a headline the first line that says something stands for it; a dateline's place alone does not.
const opening = (text) => text.slice(0, 400).split("\n").find((line) => line.length > 30)?.slice(0, 90);
const titleOf = (row) => documents.title[row] || opening(documents.text[row]) || documents.text[row].slice(0, 90) || documents.id[row];

/** How many rows have each value, most frequent first. */
function tally(values) {
  const counts = new Map();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Each metric's colour: the most frequent twelve have one of their own, the others share. */
const HUES = 12;
const hueOf = new Map(tally(facts.metric).map(([metric], place) => [metric, place % HUES]));
