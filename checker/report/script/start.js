// What the page listens to.
const PRINTED = 300; // rows whose quotes are printed; a thousand would fill some hundred sheets

let waiting;
form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
form.addEventListener("reset", () => setTimeout(apply));
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); apply(); });
body.addEventListener("keydown", walk);
const turn = (by) => { page += by; show(); byId("matrix").scrollIntoView(); body.querySelector("a")?.focus({ preventScroll: true }); };
byId("back").addEventListener("click", () => turn(-1));
byId("forth").addEventListener("click", () => turn(1));

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a.open-row");
  if (link) {
    event.preventDefault();
    opener = link;
    open(Number(link.getAttribute("href").slice("#row-".length)), link.dataset.party === undefined ? -1 : Number(link.dataset.party));
  }
});
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
panel.addEventListener("close", closed);
byId("close").addEventListener("click", () => panel.close());
byId("earlier").addEventListener("click", () => step(-1));
byId("following").addEventListener("click", () => step(1));

byId("party-choice").addEventListener("click", (event) => { const button = event.target.closest("button"); if (button) drawParty(Number(button.value)); });
for (const details of document.querySelectorAll("details[data-figures], details[data-gaps]")) {
  details.addEventListener("toggle", () => drawOpened(details));
  drawOpened(details);
}

// Addresses: #row-12 opens a row, #party-2 a party, #find?status=contested&party=0 sets the filters.
const fromAddress = () => {
  const [, kind, number] = /^#(row|party)-(\d+)$/.exec(location.hash) ?? [];
  if (kind === "row") open(Number(number), -1);
  if (kind === "party" && parties[number]) { drawParty(Number(number)); byId("parties").scrollIntoView(); document.querySelector(".party-name").focus({ preventScroll: true }); }
  if (location.hash.startsWith("#find?")) { filterBy(Object.fromEntries(new URLSearchParams(location.hash.slice("#find?".length)))); byId("matrix").scrollIntoView(); }
};
window.addEventListener("hashchange", fromAddress);

// On paper everything that is chosen is there: all matching rows, their quotes, and what is folded away on the screen.
window.addEventListener("beforeprint", () => {
  show(true);
  const printed = matching.length > PRINTED ? [] : matching;
  byId("evidence-rows").replaceChildren(...printed.map(({ row, index }) => {
    const evidence = evidenceOf(row);
    evidence.growAll();
    return make("section", { class: "evidence", "data-row": index }, make("h3", null, bdi(row.text)), evidence);
  }));
  byId("evidence-none").hidden = printed.length > 0 || !matching.length;
  for (const details of document.querySelectorAll("main > section details:not(.more)")) {
    details.dataset.wasOpen = details.open;
    details.open = true;
    drawOpened(details);
  }
  if (parties.length) drawParties(PRINTED);
  for (const all of drawn.values()) all();
});
window.addEventListener("afterprint", () => {
  byId("evidence-rows").replaceChildren();
  if (parties.length) drawParty(partyShown);
  for (const details of document.querySelectorAll("details[data-was-open]")) { details.open = details.dataset.wasOpen === "true"; delete details.dataset.wasOpen; }
  show();
});

byId("refine").open = matchMedia("(min-width: 46.01rem)").matches;
drawn.set("sources", drawSources()).set("skipped", drawSkipped());
if (parties.length) drawParty(0);
const asked = location.hash; // drawing the table writes the address anew
show();
if (asked) fromAddress();
