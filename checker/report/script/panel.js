// The dialog with the quotes of one row.
const panel = byId("panel");
let place = -1, opener = null, returnTo = "";

const open = (index, party) => {
  const row = rows[index];
  if (!row) return;
  byId("panel-title").replaceChildren(bdi(row.text));
  byId("panel-body").replaceChildren(evidenceOf(row, party));
  place = matching.findIndex((entry) => entry.index === index);
  byId("panel-where").textContent = place < 0 ? "" : `${thousands(place + 1)} of ${thousands(matching.length)}`;
  byId("earlier").disabled = place <= 0;
  byId("following").disabled = place < 0 || place >= matching.length - 1;
  if (!panel.open) { returnTo = addressOf(wanted()); panel.showModal(); }
  panel.scrollTop = 0;
  byId("panel-title").focus();
  history.replaceState(null, "", `#row-${index}`);
};
const step = (by) => { const next = matching[place + by]; if (place >= 0 && next) open(next.index); };
const closed = () => {
  history.replaceState(null, "", returnTo);
  byId("panel-body").replaceChildren();
  if (opener?.isConnected) opener.focus();
};
