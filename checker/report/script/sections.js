// Party pages, figures, gaps and sources: each is drawn when it is looked at.
const relationCell = (letter, name) => {
  const [mark, word] = words.relation[letter];
  return make("td", { class: `r-${word.replace(" ", "-")}` }, make("span", { class: "who" }, name, " "),
    make("span", { class: "nb" }, sign(mark), letter === "-" ? unseen(word) : ` ${word}`));
};
let partyShown = -1;

// A party's claims and how the others stand to them; `all` shows those that are not drawn yet.
const partyBlock = (number) => {
  const party = parties[number], others = parties.filter((other) => other !== party);
  const choice = make("select", null, make("option", { value: "" }, "all claims"),
    others.flatMap((other, at) => ["c", "s"].filter((letter) => party.claims.some((claim) => claim[3][at] === letter)).map((letter) => {
      const found = party.claims.filter((claim) => claim[3][at] === letter).length;
      return make("option", { value: `${at}${letter}` }, `${other.name} ${words.relation[letter][1]} (${thousands(found)})`);
    })));
  const lines = make("tbody");
  const table = make("table", { class: "wide by-party" },
    make("thead", null, make("tr", null, make("th", { scope: "col" }, `Claim of ${party.name}`), others.map((other) => make("th", { scope: "col" }, other.name)))), lines);
  const scroll = make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": `Claims of ${party.name} against the other parties` }, table);
  const line = ([row, claim, side, letters]) =>
    make("tr", null, make("th", { scope: "row" }, rowLink(row, number, bdi(claims[claim].text)), make("span", { class: "source" }, sourceOf(claims[claim]), side === "against" ? " · denies" : "")),
      [...letters].map((letter, at) => relationCell(letter, others[at].name)));
  const block = make("section", null,
    make("h3", { class: "party-name", tabindex: "-1" }, party.name),
    make("p", { class: "note" }, `${counted(party.claims.length, "claim")} in ${counted(party.documents, "document")}`,
      party.gaps.length ? `; ${counted(party.gaps.length, "proposition")} that ${party.gaps.length === 1 ? "names" : "name"} it and on which nothing from it was found` : ""),
    make("p", { class: "filters" }, make("label", { class: "wide" }, "Show ", choice)), scroll);
  const draw = () => {
    const at = parseInt(choice.value, 10), letter = choice.value.slice(-1);
    block.all = grow(lines, party.claims.filter((claim) => choice.value === "" || claim[3][at] === letter), line, { after: scroll });
  };
  choice.addEventListener("change", draw);
  draw();
  return block;
};
const drawParty = (number) => {
  partyShown = number;
  byId("party").replaceChildren(partyBlock(number));
  for (const button of byId("party-choice").querySelectorAll("button")) button.setAttribute("aria-pressed", String(Number(button.value) === number));
};
// On paper every party has its table, unless they would fill a book.
const drawParties = (most) => {
  const all = parties.reduce((sum, party) => sum + party.claims.length, 0) <= most;
  const blocks = all ? parties.map((_, number) => partyBlock(number)) : [...byId("party").children];
  if (all) byId("party").replaceChildren(...blocks);
  for (const block of blocks) block.all();
};

const drawFigures = (group, lines) =>
  grow(lines, data.figures[group], ([day, party, figure, row, claim]) =>
    make("tr", null, make("td", { class: "nb" }, day ? timeOf(day) : "not known"), make("td", null, party), make("td", null, figure), make("td", { class: "source" }, outletOf(claims[claim])),
      make("td", null, rowLink(row))), { step: 20, after: lines.closest(".scroll") });
const drawGaps = (party, list) =>
  grow(list, parties[party].gaps, (row) => {
    const speaking = rows[row].cells.flatMap(([stance, , quotes], other) => (quotes.length ? [`${parties[other].name}: ${stance}`] : []));
    return make("li", null, rowLink(row), " ", make("span", { class: "note" }, speaking.join(", ")));
  });
const drawSource = (source) => {
  const title = source.link ? make("a", { href: source.link, rel: "noreferrer noopener", target: "_blank" }, bdi(source.title)) : bdi(source.title);
  return make("tr", null,
    make("th", { scope: "row" }, title, " ", make("span", { class: "code" }, source.id), source.address && make("span", { class: "note" }, ` address, not linked: ${source.address}`)),
    make("td", null, source.outlet || "not known"), make("td", { class: "nb" }, source.day ? timeOf(source.day) : "not known"),
    make("td", null, String(source.statements)), make("td", null, String(source.claims)));
};
const drawSources = () => grow(byId("source-rows"), sources, drawSource, { after: byId("source-table") });
const drawSkipped = () => grow(byId("skipped"), data.skipped, ([source, reason]) => make("li", null, make("b", null, source), `: ${reason}`));

// Drawn on first opening; what is open from the start is drawn at once.
const drawn = new Map();
const drawOpened = (details) => {
  if (!details.open || drawn.has(details)) return;
  const { figures, gaps } = details.dataset;
  if (figures !== undefined) drawn.set(details, drawFigures(Number(figures), details.querySelector("tbody")));
  if (gaps !== undefined) drawn.set(details, drawGaps(Number(gaps), details.querySelector("ul")));
};
