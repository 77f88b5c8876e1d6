"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const table = byId("table"), body = table.tBodies[0], form = byId("filters"), panel = byId("panel");
  const pageSize = Number(table.dataset.page) || 100;
  const evidence = new Map([...document.querySelectorAll("details.evidence")].map((node) => [node.dataset.row, node]));
  const rows = [...body.rows].map((node) => ({
    node, id: node.dataset.row, status: node.dataset.status, type: node.dataset.type, day: node.dataset.day,
    places: node.dataset.places ? node.dataset.places.split("\t") : [], claims: Number(node.dataset.claims),
    stances: [...node.cells].slice(1).map((cell) => cell.dataset.stance), title: node.cells[0].querySelector("a").textContent, words: null,
  }));
  let matching = rows, page = 0, shownRow = -1, opener = null;

  // The words of a row and of its quotes, made lower case only once somebody searches.
  const wordsOf = (row) => (row.words ??= (row.node.textContent + " " + evidence.get(row.id).textContent).toLowerCase().replace(/\s+/g, " "));
  const speaks = (row, party, stance) => {
    const stances = party === "" ? row.stances : [row.stances[Number(party)]];
    return stances.some((found) => (stance === "" ? found !== "silent" : found === stance));
  };
  const accepts = (row, want, terms) =>
    (want.status === "" || row.status === want.status) && (want.type === "" || row.type === want.type) &&
    (want.place === "" || row.places.includes(want.place)) && (want.from === "" || (row.day !== "" && row.day >= want.from)) &&
    (want.to === "" || (row.day !== "" && row.day <= want.to)) && ((want.party === "" && want.stance === "") || speaks(row, want.party, want.stance)) &&
    terms.every((term) => wordsOf(row).includes(term));
  const later = "\uffff"; // rows without a day or place go last
  const orders = {
    day: (a, b) => (a.day || later).localeCompare(b.day || later), type: (a, b) => a.type.localeCompare(b.type), claims: (a, b) => b.claims - a.claims,
    place: (a, b) => (a.places[0] || later).localeCompare(b.places[0] || later), text: (a, b) => a.title.localeCompare(b.title),
  };

  const show = (all = false) => {
    const pages = Math.max(1, Math.ceil(matching.length / pageSize));
    page = Math.min(page, pages - 1);
    const visible = all ? matching : matching.slice(page * pageSize, (page + 1) * pageSize);
    const keep = new Set(visible);
    for (const row of rows) { row.node.classList.remove("later"); row.node.classList.toggle("filtered", !keep.has(row)); }
    body.append(...visible.map((row) => row.node));
    byId("found").textContent = `${matching.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} propositions`;
    byId("pager").hidden = pages < 2;
    byId("where").textContent = `${page + 1} of ${pages}`;
    byId("back").disabled = page === 0;
    byId("forth").disabled = page === pages - 1;
  };
  const apply = () => {
    const want = Object.fromEntries(new FormData(form));
    const terms = want.text.toLowerCase().split(/\s+/).filter(Boolean);
    matching = rows.filter((row) => accepts(row, want, terms));
    if (orders[want.order]) matching.sort(orders[want.order]);
    page = 0;
    show();
  };
  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  const turn = (step) => { page += step; show(); byId("matrix").scrollIntoView(); };
  byId("back").addEventListener("click", () => turn(-1));
  byId("forth").addEventListener("click", () => turn(1));

  const open = (id, party) => {
    const source = evidence.get(id);
    if (!source) return;
    const copy = source.querySelector(".body").cloneNode(true);
    copy.removeAttribute("id");
    const chosen = party && [...copy.querySelectorAll(".sides > .side")].find((side) => side.dataset.party === party);
    if (chosen) { chosen.classList.add("chosen"); chosen.parentNode.prepend(chosen); }
    byId("panel-title").textContent = rows.find((row) => row.id === id).title;
    byId("panel-body").replaceChildren(copy);
    shownRow = matching.findIndex((row) => row.id === id);
    byId("panel-where").textContent = shownRow < 0 ? "" : `${shownRow + 1} of ${matching.length}`;
    byId("earlier").disabled = shownRow <= 0;
    byId("following").disabled = shownRow < 0 || shownRow >= matching.length - 1;
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
    byId("panel-title").focus();
    history.replaceState(null, "", `#row-${id}`);
  };
  const step = (by) => { const next = matching[shownRow + by]; if (shownRow >= 0 && next) open(next.id); };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.open-row");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opener = link;
    open(link.getAttribute("href").slice("#row-".length), link.dataset.party);
  });
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => { history.replaceState(null, "", location.pathname + location.search); if (opener) opener.focus(); });
  byId("close").addEventListener("click", () => panel.close());
  byId("earlier").addEventListener("click", () => step(-1));
  byId("following").addEventListener("click", () => step(1));

  // Arrow keys go from cell to cell, over those that are silent.
  body.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const cell = event.target.closest("th, td");
    if (!move || !cell) return;
    event.preventDefault();
    const lines = [...body.rows].filter((row) => !row.classList.contains("filtered"));
    let line = lines.indexOf(cell.parentNode) + move[0], column = cell.cellIndex + move[1];
    while (lines[line]?.cells[column] && !lines[line].cells[column].querySelector("a")) { line += move[0]; column += move[1]; }
    lines[line]?.cells[column]?.querySelector("a")?.focus();
  });

  window.addEventListener("beforeprint", () => {
    show(true);
    const keep = new Set(matching.map((row) => row.id));
    for (const [id, node] of evidence) { node.hidden = !keep.has(id); node.open = keep.has(id); }
  });
  window.addEventListener("afterprint", () => { for (const node of evidence.values()) { node.hidden = false; node.open = false; } show(); });
  const fromAddress = () => { const found = /^#row-(\d+)$/.exec(location.hash); if (found) open(found[1]); };
  window.addEventListener("hashchange", fromAddress);
  byId("refine").open = matchMedia("(min-width: 46.01rem)").matches;
  apply();
  fromAddress();
})();
