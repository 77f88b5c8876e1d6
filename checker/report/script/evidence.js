// The quotes behind a row, side by side, and how they compare.
const QUOTES_SHOWN = 12;
const PARTS = { quote: "mark", speaker: "b", cue: "i" };

const passage = (claim) => {
  const segments = statements[claim.statement]?.segments ?? [];
  const parts = segments.length ? segments.map(([kind, text]) => (PARTS[kind] ? make(PARTS[kind], null, text) : text)) : [make("mark", null, claim.text)];
  return make("blockquote", { dir: "auto" }, parts);
};
const outletOf = (claim) => {
  const source = sources[claim.source], name = source?.outlet || claim.document;
  const told = source?.link ? make("a", { href: source.link, rel: "noreferrer noopener", target: "_blank" }, name, unseen(" (opens the story)")) : name;
  return make("cite", { dir: "auto" }, told);
};
const sourceOf = (claim) => [outletOf(claim), claim.day && [", ", timeOf(claim.day)]].flat();
const readingOf = (claim) => {
  const statement = statements[claim.statement], title = sources[claim.source]?.title;
  const lines = [
    ["Party", claim.who + (claim.relays && `, as relayed by ${claim.relays}`)], ["Why this party", statement?.evidence], ["How it was said", statement?.said],
    ...claim.slots, ["Note", claim.loose && "a reference in it could not be resolved"],
    ["Where", (statement?.where ?? claim.document) + (title && title !== claim.document ? `, “${title}”` : "")],
  ];
  return make("dl", null, lines.filter(([, value]) => value).map(([name, value]) => [make("dt", null, name), make("dd", null, value)]));
};
const quotation = ([number, side], mark) => {
  const claim = claims[number], speaker = statements[claim.statement]?.speaker;
  const details = make("details", { class: "more" }, make("summary", null, "How this was read"));
  details.addEventListener("toggle", () => details.append(readingOf(claim)), { once: true });
  return make("article", { class: `quote side-${side}`, id: `quote-${mark}`, "aria-label": `Quote ${mark}` },
    passage(claim),
    make("p", { class: "source" }, make("span", { class: "mark" }, `[${mark}] `), sourceOf(claim), speaker && [" · ", bdi(speaker)]),
    make("p", { class: "claim" }, make("span", { class: "k" }, `${words.sideWord[side]}: `), bdi(claim.text)),
    details);
};

// The claims of a row in the order in which they are shown, and the mark by which a pair refers to each.
const numbered = (cells) => {
  const marks = new Map();
  for (const { quotes } of cells) for (const [claim] of quotes) if (!marks.has(claim)) marks.set(claim, marks.size + 1);
  return marks;
};
const sideOf = ({ party, stance, origins, quotes }, marks, chosen) => {
  const list = make("div");
  const side = make("section", { class: `side${party === chosen ? " chosen" : ""}`, "data-party": parties[party].code },
    make("h4", null, parties[party].name, " ", stanceTag(stance)),
    make("p", { class: "note" }, `${counted(quotes.length, "claim")}, ${counted(origins, "independent origin")}`), list);
  side.growAll = grow(list, quotes, (quote) => quotation(quote, marks.get(quote[0])), { step: QUOTES_SHOWN });
  return side;
};
const shareBar = (shares) => {
  const parts = ["contradiction", "support", "neutral"].map((name, at) => {
    const part = make("span", { class: `share-${name}` });
    part.style.flexGrow = shares[at];
    return part;
  });
  return make("span", { class: "shares", "aria-hidden": "true" }, parts);
};
const pairItem = ([a, b, label, shares, reasons, why, left], marks) => {
  const line = (claim) => make("p", null, make("b", null, claims[claim].who), marks.has(claim) ? ` [${marks.get(claim)}]: ` : ": ", bdi(claims[claim].text));
  return make("li", { class: `l-${label}` },
    make("p", null, make("span", { class: "label" }, sign(words.labelSign[label]), ` ${words.labelWord[label]}`), " ",
      left && make("span", { class: "open" }, "left open: not sure enough, read both")),
    make("p", { class: "odds" }, shareBar(shares), `contradiction ${shares[0]} %, support ${shares[1]} %, neutral ${shares[2]} %`),
    line(a), line(b), reasons && make("p", { class: "note" }, `Why: ${reasons}.`, why && ` Compared because of: ${why}.`));
};

// The chosen party first, then those that stand against it.
const sidesOf = (row, chosen) => {
  const cells = row.cells.map(([stance, origins, quotes], party) => ({ party, stance, origins, quotes })).filter((cell) => cell.quotes.length);
  const denies = (cell) => cell.stance === "denies";
  const first = cells.find((cell) => cell.party === chosen) ?? cells[0];
  const rank = (cell) => (cell === first ? 0 : denies(cell) !== denies(first) || cell.stance === "mixed" ? 1 : 2);
  return cells.sort((a, b) => rank(a) - rank(b));
};
const evidenceOf = (row, chosen = -1) => {
  const cells = sidesOf(row, chosen), marks = numbered(cells);
  const quiet = row.cells.flatMap(([, , quotes], party) => (quotes.length ? [] : [parties[party].name]));
  const sides = cells.map((cell) => sideOf(cell, marks, chosen));
  const node = make("div", { class: "body" },
    factsOf(row, "p", make("span", null, words.statusMeaning[row.status] ?? "")),
    make("div", { class: "sides" }, sides),
    quiet.length ? make("p", { class: "note" }, `No statement on this was found from: ${quiet.join(", ")}.`) : "");
  if (row.pairs.length) {
    const list = make("ol", { class: "pairs" });
    node.append(make("h4", null, "How these claims compare"), list);
    const all = grow(list, row.pairs, (pair) => pairItem(pair, marks), { step: QUOTES_SHOWN });
    sides.push({ growAll: all });
    if (row.morePairs) node.append(make("p", { class: "note" }, `${counted(row.morePairs, "more pair")} in pairs.jsonl.`));
  }
  node.growAll = () => sides.forEach((side) => side.growAll());
  return node;
};
