"""Reading documents, parties, claims and counts of a workspace."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from checker.context import party_name
from checker.document import Document
from checker.judgement import Label
from checker.reconciling import Row, stand
from checker.workspace.evidence import CLAIM_COLUMNS, HEADING_COLUMNS, IN_LIST, claim_details, claim_view, heading, likes, statement_view
from checker.workspace.loading import matrix_parties, row_of
from checker.workspace.records import (
    ClaimDetail,
    ClaimView,
    DocumentDetail,
    DocumentHeading,
    Overview,
    Page,
    PartyCount,
    PartyDetail,
    PartyLine,
    RowView,
    RunRecord,
)
from checker.workspace.settling import is_settled
from checker.workspace.store import Store, to_json
from checker.workspace.views import ROW_COLUMNS, row_views

RUNS = 10
EVIDENCE = 500  # claims that are read at once
_PARTIES = (
    "SELECT party, count(*) AS claims, count(DISTINCT doc_id) AS documents FROM claim_party JOIN claim INDEXED BY claim_brief USING (claim_id)"
    " WHERE NOT removed {only} GROUP BY party ORDER BY claims DESC, party"
)


def overview(store: Store) -> Overview:
    """See `Workspace.overview`."""
    with store.read() as db:
        pairs = {row[0]: row[1] for row in db.execute("SELECT state, count(*) FROM pair INDEXED BY pair_queue GROUP BY state")}
        first, last = db.execute("SELECT min(event_date), max(event_date) FROM proposition").fetchone()
        return Overview(
            documents=_count(db, "document"),
            statements=_count(db, "statement"),
            claims=_count(db, "claim INDEXED BY claim_brief WHERE NOT removed"),
            pairs=pairs.get("open", 0) + pairs.get("reviewed", 0),
            rows=_count(db, "proposition"),
            decisions=_count(db, "decision"),
            reviewed_pairs=pairs.get("reviewed", 0),
            pending_pairs=pairs.get("pending", 0),
            pending=not is_settled(db),
            parties=_parties(db),
            statuses=_tally(db, "status", "proposition"),
            types=_tally(db, "type", "proposition"),
            places=_tally(db, "place", "row_place"),
            first_day=date.fromisoformat(first) if first else None,
            last_day=date.fromisoformat(last) if last else None,
            model=store.config().model,
            runs=tuple(_run(row) for row in db.execute("SELECT * FROM run ORDER BY run_id DESC LIMIT ?", (RUNS,))),
        )


def _count(db: sqlite3.Connection, what: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def _tally(db: sqlite3.Connection, column: str, table: str) -> dict[str, int]:
    query = f"SELECT {column}, count(*) AS n FROM {table} GROUP BY {column} ORDER BY n DESC, {column}"
    return {row[0]: row[1] for row in db.execute(query)}


def _parties(db: sqlite3.Connection, only: str | None = None) -> tuple[PartyCount, ...]:
    """Parties by number of claims; `only`: one of them."""
    rows = db.execute(_PARTIES.format(only="AND party = ?" if only else ""), (only,) if only else ())
    return tuple(PartyCount(row["party"], party_name(row["party"]), row["claims"], row["documents"]) for row in rows)


def _run(row: sqlite3.Row) -> RunRecord:
    finished = datetime.fromisoformat(row["finished"]) if row["finished"] else None
    return RunRecord(row["run_id"], datetime.fromisoformat(row["started"]), finished, row["state"], row["model"], json.loads(row["counts"]))


def documents(store: Store, *, text: str | None, limit: int, offset: int) -> Page[DocumentHeading]:
    """See `Workspace.documents`."""
    patterns = likes(text)
    test = "(folded(title) LIKE ? ESCAPE '\\' OR folded(outlet) LIKE ? ESCAPE '\\' OR folded(doc_id) LIKE ? ESCAPE '\\' OR folded(text) LIKE ? ESCAPE '\\')"
    where, values = " AND ".join([test] * len(patterns)) or "1", [pattern for pattern in patterns for _ in range(4)]
    with store.read() as db:
        total = _count_where(db, "document", where, values)
        keys = f"SELECT doc_id FROM document WHERE {where} ORDER BY published IS NULL, published DESC, doc_id LIMIT ? OFFSET ?"
        query = f"SELECT {HEADING_COLUMNS} FROM document d WHERE d.doc_id IN ({keys}) ORDER BY d.published IS NULL, d.published DESC, d.doc_id"
        found = db.execute(query, (*values, limit, offset)).fetchall()
    return Page(tuple(map(heading, found)), total, limit, offset)


def _count_where(db: sqlite3.Connection, table: str, where: str, values: Sequence[Any]) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table} WHERE {where}", values).fetchone()[0])


def document(store: Store, doc_id: str) -> DocumentDetail | None:
    """See `Workspace.document`."""
    with store.read() as db:
        row = db.execute(f"SELECT {HEADING_COLUMNS}, d.record FROM document d WHERE d.doc_id = ?", (doc_id,)).fetchone()
        if row is None:
            return None
        claims: dict[str, list[ClaimView]] = defaultdict(list)
        for line in db.execute(f"SELECT {CLAIM_COLUMNS} FROM claim c WHERE c.doc_id = ? ORDER BY c.position", (doc_id,)):
            claims[line["statement_id"]].append(claim_view(line))
        lines = db.execute("SELECT statement_id, record, extracted FROM statement WHERE doc_id = ? ORDER BY position", (doc_id,))
        statements = tuple(statement_view(line, claims[line["statement_id"]]) for line in lines)
    return DocumentDetail(Document.from_dict(json.loads(row["record"])), heading(row), statements)


def claims(store: Store, *, party: str | None, doc_id: str | None, type: str | None, text: str | None, limit: int, offset: int) -> Page[ClaimView]:
    """See `Workspace.claims`."""
    tests: list[tuple[str, Any]] = [("c.doc_id = ?", doc_id), ("c.type = ?", type)]
    tests += [("c.parties = ?", "") if party == "" else ("c.claim_id IN (SELECT claim_id FROM claim_party WHERE party = ?)", party)]
    tests += [("folded(c.text) LIKE ? ESCAPE '\\'", pattern) for pattern in likes(text)]
    used = [(test, value) for test, value in tests if value is not None]
    where, values = " AND ".join(test for test, _ in used) or "1", [value for _, value in used]
    with store.read() as db:
        total = _count_where(db, "claim c", where, values)
        query = f"SELECT {CLAIM_COLUMNS} FROM claim c WHERE {where} ORDER BY c.doc_id, c.position LIMIT ? OFFSET ?"
        found = db.execute(query, (*values, limit, offset)).fetchall()
    return Page(tuple(map(claim_view, found)), total, limit, offset)


def evidence(store: Store) -> Iterator[ClaimDetail]:
    """See `Workspace.evidence`."""
    with store.read() as db:
        ids = [row[0] for row in db.execute("SELECT claim_id FROM claim WHERE NOT removed ORDER BY doc_id, position")]
    for start in range(0, len(ids), EVIDENCE):
        with store.read() as db:
            found = claim_details(db, ids[start : start + EVIDENCE])
        yield from (found[claim_id] for claim_id in ids[start : start + EVIDENCE] if claim_id in found)


def party(store: Store, code: str, *, limit: int, offset: int) -> PartyDetail | None:
    """See `Workspace.party`."""
    with store.read() as db:
        count = next(iter(_parties(db, code)), None)
        if count is None:
            return None
        others = tuple(other for other in matrix_parties(db) if other != code)
        return PartyDetail(count, others, _lines(db, code, others, limit, offset), _gaps(db, code))


def _lines(db: sqlite3.Connection, code: str, others: Sequence[str], limit: int, offset: int) -> Page[PartyLine]:
    """Claims of a party in order of the rows, each against every other party by the rule of `ClaimMatrix.for_party`."""
    total = _count_where(db, "row_claim", "party = ?", (code,))
    keys = (
        "SELECT r.claim_id, p.row_id, p.text, p.status, p.record, p.position FROM row_claim r JOIN proposition p USING (row_id) JOIN claim c USING (claim_id)"
        " WHERE r.party = ? ORDER BY p.position, c.doc_id, c.position LIMIT ? OFFSET ?"
    )
    placed = db.execute(keys, (code, limit, offset)).fetchall()
    ids = to_json([line["claim_id"] for line in placed])
    views = {row["claim_id"]: claim_view(row) for row in db.execute(f"SELECT {CLAIM_COLUMNS} FROM claim c WHERE c.claim_id {IN_LIST}", (ids,))}
    judged = _judged_against(db, ids)
    parties = matrix_parties(db)
    rows = {line["row_id"]: row_of(line["record"], parties) for line in placed}
    lines = [
        PartyLine(views[line["claim_id"]], line["text"], line["status"], _relations(line["claim_id"], rows[line["row_id"]], code, others, judged))
        for line in placed
    ]
    return Page(tuple(lines), total, limit, offset)


def _judged_against(db: sqlite3.Connection, ids: str) -> dict[tuple[str, str], set[Label]]:
    """For each of these claims (a JSON list) and each other party the reviewed labels of the pairs with its claims."""
    label = "CASE p.decided WHEN 'not_comparable' THEN 'neutral' ELSE coalesce(p.decided, p.label) END"
    query = " UNION ".join(
        f"SELECT p.{own} AS claim_id, o.party, {label} AS label FROM pair p JOIN claim_party o ON o.claim_id = p.{other}"
        f" WHERE p.{own} {IN_LIST} AND coalesce(p.decided, p.label) IS NOT NULL"
        for own, other in (("claim_a", "claim_b"), ("claim_b", "claim_a"))
    )
    found: dict[tuple[str, str], set[Label]] = defaultdict(set)
    for row in db.execute(query, (ids, ids)):
        found[row["claim_id"], row["party"]].add(Label(row["label"]))
    return found


def _relations(claim_id: str, row: Row, code: str, others: Collection[str], judged: Mapping[tuple[str, str], set[Label]]) -> dict[str, str]:
    cells = {cell.party: cell for cell in row.cells}
    own = cells[code]
    return {other: stand(claim_id in own.denied_by_sign, own, cells[other], judged.get((claim_id, other), set())) for other in others}


def _gaps(db: sqlite3.Connection, code: str) -> tuple[RowView, ...]:
    """Rows whose claims name the party as doer or object of the event, while it makes none of them."""
    query = (
        f"SELECT {ROW_COLUMNS} FROM row_about JOIN proposition USING (row_id) WHERE party = ?"
        " AND row_id NOT IN (SELECT row_id FROM cell WHERE party = ?) ORDER BY position"
    )
    return row_views(db, db.execute(query, (code, code)).fetchall())
