// Elements are made one by one and texts go in as text nodes: nothing from a document is ever parsed as markup.
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const { words, rows, claims, statements, sources, parties } = data;

const make = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== "" && child !== false));
  return node;
};
const sign = (text) => make("span", { "aria-hidden": "true" }, text);
const unseen = (text) => make("span", { class: "sr" }, text);
const bdi = (text) => make("bdi", null, text);
const thousands = (number) => number.toLocaleString("en");
const counted = (number, noun) => `${thousands(number)} ${noun}${number === 1 ? "" : "s"}`;
const calendar = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const timeOf = (day) => make("time", { datetime: day, class: "nb" }, calendar.format(new Date(`${day}T00:00:00Z`)));

const stanceTag = (stance) => make("span", { class: `tag ${stance.replace(" ", "-")}` }, sign(words.stanceSign[stance]), ` ${stance}`);
const statusTag = (status) =>
  make("span", { class: `status s-${status}`, title: words.statusMeaning[status] }, sign(words.statusSign[status] ?? ""), ` ${words.statusWord[status] ?? status.replaceAll("_", " ")}`);
const rowLink = (row, party, ...children) =>
  make("a", { class: "open-row", href: `#row-${row}`, "data-party": party }, children.length ? children : bdi(rows[row].text));
const factsOf = (row, tag = "span", ...more) =>
  make(tag, { class: "facts" }, statusTag(row.status), make("span", null, row.type.replaceAll("_", " ")), row.day && timeOf(row.day),
    row.places.length ? make("span", null, row.places.join(", ")) : "", ...more);

// A list that grows on demand: long ones would make the page slow and are read by few. Returns a function that shows everything.
const grow = (holder, items, draw, { step = 50, noun = "entry", after = holder } = {}) => {
  let shown = 0;
  const button = make("button", { type: "button", class: "grow", onclick: () => more(step, true) });
  const more = (count, focus) => {
    const drawn = items.slice(shown, shown + count).map(draw);
    holder.append(...drawn);
    shown += drawn.length;
    const left = items.length - shown;
    button.hidden = left === 0;
    button.textContent = `Show ${thousands(Math.min(step, left))} more of ${thousands(left)}`;
    if (focus && drawn.length) (drawn[0].querySelector("a, summary") ?? button).focus();
  };
  holder.replaceChildren();
  if (after.nextElementSibling?.classList.contains("grow")) after.nextElementSibling.remove();
  if (items.length > step) after.after(button);
  more(step, false);
  return () => more(items.length, false);
};
