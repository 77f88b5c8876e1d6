"""Reading rows and pairs of a workspace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from checker.context import party_name
from checker.errors import InputError
from checker.workspace.decisions import current_row, decisions_on, labels_given
from checker.workspace.evidence import PAIR_CLAIMS, PAIR_COLUMNS, claim_details, likes, pair_view
from checker.workspace.loading import matrix_parties, row_of
from checker.workspace.records import CellDetail, ClaimView, Page, PairDetail, PairView, RowDetail, RowView
from checker.workspace.store import Store, to_json

SORTS = {
    "urgency": "position",
    "date": "event_date IS NULL, event_date DESC, position",
    "claims": "n_claims DESC, position",
    "proposition": "text COLLATE NOCASE, position",
}
EVIDENCE = 1_000  # pairs that are read at once
NEIGHBOURS = 60  # pairs with claims of other rows that a row comes with
ROW_COLUMNS = "row_id, position, n_claims, reviewed, record"
_LABELS = ("contradiction", "support", "neutral", "not_comparable")


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What rows must have; see `Workspace.rows`."""

    party: str | None = None
    type: str | None = None
    place: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None

    def where(self) -> tuple[str, list[Any]]:
        """A condition with its values."""
        tests: list[tuple[str, Any]] = [
            ("row_id IN (SELECT row_id FROM cell WHERE party = ?)", self.party),
            ("type = ?", self.type),
            ("row_id IN (SELECT row_id FROM row_place WHERE place = ?)", self.place),
            ("status = ?", self.status),
            ("event_date >= ?", self.since.isoformat() if self.since else None),
            ("event_date <= ?", self.until.isoformat() if self.until else None),
            *(("search LIKE ? ESCAPE '\\'", pattern) for pattern in likes(self.text)),
        ]
        used = [(test, value) for test, value in tests if value is not None]
        return " AND ".join(test for test, _ in used) or "1", [value for _, value in used]


def rows(store: Store, wanted: RowFilter, *, sort: str, limit: int, offset: int) -> Page[RowView]:
    """See `Workspace.rows`."""
    if sort not in SORTS:
        raise InputError(f"sort is {sort!r:.40}; expected one of {', '.join(SORTS)}")
    where, values = wanted.where()
    with store.read() as db:
        total = db.execute(f"SELECT count(*) FROM proposition WHERE {where}", values).fetchone()[0]
        query = f"SELECT {ROW_COLUMNS} FROM proposition WHERE {where} ORDER BY {SORTS[sort]} LIMIT ? OFFSET ?"
        found = row_views(db, db.execute(query, (*values, limit, offset)).fetchall())
    return Page(found, total, limit, offset)


def row_views(db: sqlite3.Connection, lines: Sequence[sqlite3.Row]) -> tuple[RowView, ...]:
    """Rows from ROW_COLUMNS."""
    parties = matrix_parties(db)
    return tuple(RowView(row_of(line["record"], parties), line["position"], line["n_claims"], bool(line["reviewed"])) for line in lines)


def row(store: Store, row_id: str) -> RowDetail | None:
    """See `Workspace.row`."""
    with store.read() as db:
        found = current_row(db, row_id)
        if found is None:
            return None
        view = row_views(db, db.execute(f"SELECT {ROW_COLUMNS} FROM proposition WHERE row_id = ?", (found,)).fetchall())[0]
        details = claim_details(db, view.row.claim_ids)
        # A document may have been removed or changed since the rows were stored: its claims are gone before the row is.
        cells = tuple(
            CellDetail(cell, party_name(cell.party), tuple(details[claim] for claim in cell.claim_ids if claim in details)) for cell in view.row.cells
        )
        inside, outside = _pairs_of(db, found)
        return RowDetail(view, cells, inside, outside, tuple(decisions_on(db, view.row.claim_ids)))


def _pairs_of(db: sqlite3.Connection, row_id: str) -> tuple[tuple[PairView, ...], tuple[PairView, ...]]:
    """Pairs of the claims of a row: those inside it, contradictions first, and those with claims of other rows, nearest first."""
    keys = (
        "SELECT claim_a, claim_b FROM pair JOIN row_claim ON claim_id = claim_a WHERE row_id = :row"
        " UNION SELECT claim_a, claim_b FROM pair JOIN row_claim ON claim_id = claim_b WHERE row_id = :row"
    )
    query = f"SELECT {PAIR_COLUMNS} FROM ({keys}) JOIN pair p USING (claim_a, claim_b) {PAIR_CLAIMS} WHERE p.label IS NOT NULL OR p.decided IS NOT NULL"
    lines = db.execute(query, {"row": row_id}).fetchall()
    inside = sorted((line for line in lines if line["row_a"] == line["row_b"]), key=_telling)
    outside = sorted((line for line in lines if line["row_a"] != line["row_b"]), key=lambda line: (-line["similarity"], line["claim_a"], line["claim_b"]))
    return tuple(map(pair_view, inside)), tuple(map(pair_view, outside[:NEIGHBOURS]))


def _telling(line: Mapping[str, Any]) -> tuple[int, float, str, str]:
    """Contradictions before supports before others; among those of the program the surest first."""
    return _LABELS.index(line["decided"] or line["label"]), line["uncertainty"], line["claim_a"], line["claim_b"]


def pair(store: Store, claim_a: str, claim_b: str) -> PairDetail | None:
    """See `Workspace.pair`."""
    with store.read() as db:
        details = claim_details(db, (claim_a, claim_b))
        if len(details) < 2:
            return None
        query = f"SELECT {PAIR_COLUMNS} FROM pair p {PAIR_CLAIMS} WHERE (p.claim_a = ? AND p.claim_b = ?) OR (p.claim_a = ? AND p.claim_b = ?)"
        line = db.execute(query, (claim_a, claim_b, claim_b, claim_a)).fetchone()
        view = pair_view(line) if line else _uncompared(details[claim_a].view, details[claim_b].view)
        a, b = details[view.claim_a.claim_id], details[view.claim_b.claim_id]
        return PairDetail(view, a, b, labels_given(db, claim_a).get(frozenset((claim_a, claim_b))))


def pairs(store: Store, *, decided: bool) -> Iterator[PairDetail]:
    """See `Workspace.pairs`."""
    which = "state = 'reviewed'" if decided else "state <> 'pending'"
    with store.read() as db:
        keys = [tuple(line) for line in db.execute(f"SELECT claim_a, claim_b FROM pair WHERE {which} ORDER BY tier, uncertainty DESC, claim_a, claim_b")]
        labels, details = labels_given(db), claim_details(db, {claim for key in keys for claim in key})
    for start in range(0, len(keys), EVIDENCE):
        chunk = keys[start : start + EVIDENCE]
        with store.read() as db:
            wanted = "(SELECT json_extract(value, '$[0]') AS claim_a, json_extract(value, '$[1]') AS claim_b FROM json_each(?))"
            lines = db.execute(f"SELECT {PAIR_COLUMNS} FROM {wanted} CROSS JOIN pair p USING (claim_a, claim_b) {PAIR_CLAIMS}", (to_json(chunk),))
            views = {(line["claim_a"], line["claim_b"]): pair_view(line) for line in lines}
        yield from (PairDetail(views[a, b], details[a], details[b], labels.get(frozenset((a, b)))) for a, b in chunk if (a, b) in views)


def _uncompared(a: ClaimView, b: ClaimView) -> PairView:
    """Two claims that the program did not compare."""
    return PairView(a.claim, b.claim, None, None, a.row_id, b.row_id, 0.0)


def queue(store: Store, *, limit: int, offset: int) -> Page[PairView]:
    """See `Workspace.queue`."""
    with store.read() as db:
        total = db.execute("SELECT count(*) FROM pair WHERE state = 'open'").fetchone()[0]
        # The page is cut first, from the index alone; only its pairs are joined with their claims.
        order = "tier, uncertainty DESC, claim_a, claim_b"
        keys = f"SELECT claim_a, claim_b FROM pair WHERE state = 'open' ORDER BY {order} LIMIT ? OFFSET ?"
        query = f"SELECT {PAIR_COLUMNS} FROM ({keys}) JOIN pair p USING (claim_a, claim_b) {PAIR_CLAIMS} ORDER BY p.tier, p.uncertainty DESC, claim_a, claim_b"
        found = db.execute(query, (limit, offset)).fetchall()
    return Page(tuple(map(pair_view, found)), total, limit, offset)
