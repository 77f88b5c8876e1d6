// The table of rows by party: filters, order, pages, and the address in which they are kept.
const PAGE = Number(byId("table").dataset.page);
const form = byId("filters"), body = byId("table").tBodies[0];
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const entries = rows.map((row, index) => {
  const quoted = row.cells.flatMap(([, , quotes]) => quotes.map(([claim]) => claims[claim]));
  // A row is found by the day of its event or, where that is not known, by the days on which its claims were published.
  const days = row.day ? [row.day] : quoted.map((claim) => claim.day).filter(Boolean);
  return { row, index, quoted, days, stances: row.cells.map(([stance, , quotes]) => (quotes.length ? stance : "silent")), words: null, line: null };
});
let matching = entries, page = 0, addressWaiting;

// Made only once somebody searches.
const wordsOf = (entry) => {
  const { row, quoted } = entry;
  const texts = quoted.flatMap((claim) => [
    claim.text, claim.who, sources[claim.source]?.outlet ?? "", sources[claim.source]?.title ?? "", (statements[claim.statement]?.segments ?? []).map(([, text]) => text).join(""),
  ]);
  return (entry.words ??= plain([row.text, row.type, ...row.places, ...texts].join(" ").replace(/\s+/g, " ")));
};
const speaks = (entry, party, stance) => {
  const stances = party === "" ? entry.stances : [entry.stances[Number(party)]];
  return stances.some((found) => (stance === "" ? found !== "silent" : found === stance));
};
const accepts = (entry, want, terms) =>
  (want.status === "" || entry.row.status === want.status) && (want.type === "" || entry.row.type === want.type) &&
  (want.place === "" || entry.row.places.includes(want.place)) &&
  ((want.from === "" && want.to === "") || entry.days.some((day) => (want.from === "" || day >= want.from) && (want.to === "" || day <= want.to))) &&
  ((want.party === "" && want.stance === "") || speaks(entry, want.party, want.stance)) && (want.also === "" || speaks(entry, want.also, "")) &&
  terms.every((term) => wordsOf(entry).includes(term));

const later = "\uffff"; // rows without a day or place go last
const dayOf = (entry) => entry.days.toSorted()[0] ?? "";
const compare = new Intl.Collator("en").compare;
const orders = {
  day: (a, b) => compare(dayOf(a) || later, dayOf(b) || later), newest: (a, b) => compare(dayOf(b), dayOf(a)), type: (a, b) => compare(a.row.type, b.row.type),
  claims: (a, b) => b.quoted.length - a.quoted.length, place: (a, b) => compare(a.row.places[0] ?? later, b.row.places[0] ?? later),
  text: (a, b) => compare(a.row.text, b.row.text),
};

const cellOf = ([stance, origins, quotes], party, index) => {
  const who = make("span", { class: "who" }, parties[party].name, " ");
  if (!quotes.length) return make("td", { class: "silent", "data-stance": "silent" }, who, make("span", { class: "tag silent" }, sign("·"), unseen("silent")));
  const count = make("small", null, String(quotes.length), unseen(quotes.length === 1 ? " claim, " : " claims, "), sign(" / "), String(origins), unseen(" independent origins"));
  const link = rowLink(index, party, make("span", { class: "nb" }, sign(words.stanceSign[stance]), ` ${stance}`), " ", count);
  link.classList.add("tag", stance.replace(" ", "-"));
  return make("td", { "data-stance": stance }, who, link);
};
// Lines are kept: turning pages and filtering to and fro make none anew.
const lineOf = (entry) => (entry.line ??= drawLine(entry));
const drawLine = ({ row, index }) =>
  make("tr", { "data-row": index }, make("th", { scope: "row" }, rowLink(index), factsOf(row)), row.cells.map((cell, party) => cellOf(cell, party, index)));

const show = (all = false) => {
  const pages = Math.max(1, Math.ceil(matching.length / PAGE));
  page = Math.min(page, pages - 1);
  body.replaceChildren(...(all ? matching : matching.slice(page * PAGE, (page + 1) * PAGE)).map(lineOf));
  const range = pages < 2 ? "" : `, ${thousands(page * PAGE + 1)} to ${thousands(Math.min(matching.length, (page + 1) * PAGE))} are shown`;
  byId("found").textContent = `${thousands(matching.length)} of ${thousands(rows.length)} propositions${range}`;
  byId("none").hidden = matching.length > 0 || !rows.length;
  byId("pager").hidden = pages < 2;
  byId("where").textContent = `${page + 1} of ${pages}`;
  byId("back").disabled = page === 0;
  byId("forth").disabled = page === pages - 1;
};
const wanted = () => Object.fromEntries(new FormData(form));
const apply = () => {
  const want = wanted(), terms = plain(want.text).split(/\s+/).filter(Boolean);
  matching = entries.filter((entry) => accepts(entry, want, terms));
  if (orders[want.order]) matching.sort(orders[want.order]);
  page = 0;
  show();
  // Browsers refuse an address that is written a hundred times in half a minute.
  clearTimeout(addressWaiting);
  addressWaiting = setTimeout(() => { if (!panel.open) history.replaceState(null, "", addressOf(wanted())); }, 400);
};
// The filters stand in the address, so that a view can be kept as a bookmark and sent on with the file.
const addressOf = (want) => {
  const set = Object.entries(want).filter(([, value]) => value !== "");
  return set.length ? `#find?${new URLSearchParams(set)}` : location.pathname + location.search;
};
const filterBy = (values) => {
  form.reset();
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  apply();
};

// Arrow keys go from cell to cell, over those that are silent.
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const walk = (event) => {
  const move = MOVES[event.key], cell = event.target.closest("th, td");
  if (!move || !cell) return;
  event.preventDefault();
  let line = cell.parentNode.sectionRowIndex + move[0], column = cell.cellIndex + move[1];
  while (body.rows[line]?.cells[column] && !body.rows[line].cells[column].querySelector("a")) { line += move[0]; column += move[1]; }
  body.rows[line]?.cells[column]?.querySelector("a")?.focus();
};
