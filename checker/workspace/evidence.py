"""Claims, statements and pairs as they are shown: with their quotes, documents and rows, each kind in one query."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from checker.claim import Claim
from checker.document import Document
from checker.report.passages import quote_in_context
from checker.statement import Statement
from checker.workspace.loading import claim_of, machine_judgement
from checker.workspace.records import ClaimDetail, ClaimView, DocumentHeading, PairView, StatementView
from checker.workspace.store import to_json

ROW_OF = "(SELECT row_id FROM row_claim WHERE claim_id = {claim} LIMIT 1)"
CLAIM_COLUMNS = (
    "c.claim_id, c.statement_id, c.doc_id, c.record, c.extracted, c.removed,"
    f" {ROW_OF.format(claim='c.claim_id')} AS row_id, coalesce((SELECT sign FROM row_claim WHERE claim_id = c.claim_id LIMIT 1), 0) AS sign"
)
PAIR_COLUMNS = (
    "p.claim_a, p.claim_b, p.label, p.decided, p.uncertainty, p.similarity, p.record, a.record AS record_a, b.record AS record_b,"
    f" {ROW_OF.format(claim='p.claim_a')} AS row_a, {ROW_OF.format(claim='p.claim_b')} AS row_b"
)
PAIR_CLAIMS = "JOIN claim a ON a.claim_id = p.claim_a JOIN claim b ON b.claim_id = p.claim_b"
HEADING_COLUMNS = (
    "d.doc_id, d.title, d.outlet, d.published, d.url, length(d.text) AS characters, d.added,"
    " (SELECT count(*) FROM statement s WHERE s.doc_id = d.doc_id) AS statements, (SELECT count(*) FROM claim c WHERE c.doc_id = d.doc_id) AS claims"
)
IN_LIST = "IN (SELECT value FROM json_each(?))"


def claim_view(row: Mapping[str, Any]) -> ClaimView:
    """From CLAIM_COLUMNS."""
    claim: Claim = claim_of(row["record"])
    extracted = claim_of(row["extracted"]) if row["extracted"] != row["record"] else None
    return ClaimView(claim, extracted, bool(row["removed"]), row["row_id"], row["sign"])


def statement_view(row: Mapping[str, Any], claims: Sequence[ClaimView]) -> StatementView:
    """From `record` and `extracted` of a statement."""
    statement = Statement.from_dict(json.loads(row["record"]))
    extracted = Statement.from_dict(json.loads(row["extracted"])) if row["extracted"] != row["record"] else None
    return StatementView(statement, extracted, tuple(claims))


def pair_view(row: Mapping[str, Any]) -> PairView:
    """From PAIR_COLUMNS."""
    a, b = claim_of(row["record_a"]), claim_of(row["record_b"])
    return PairView(a, b, machine_judgement(row), row["decided"], row["row_a"], row["row_b"], row["uncertainty"])


def heading(row: Mapping[str, Any]) -> DocumentHeading:
    """From HEADING_COLUMNS."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    added = datetime.fromisoformat(row["added"])
    facts = (row["title"], row["outlet"], published, row["url"], row["characters"], row["statements"], row["claims"])
    return DocumentHeading(row["doc_id"], *facts, added)


def claim_details(db: sqlite3.Connection, claim_ids: Iterable[str]) -> dict[str, ClaimDetail]:
    """Claims with their evidence, by id; unknown ids are left out."""
    rows = db.execute(f"SELECT {CLAIM_COLUMNS} FROM claim c WHERE c.claim_id {IN_LIST}", (to_json(list(claim_ids)),)).fetchall()
    statements = to_json(sorted({row["statement_id"] for row in rows}))
    said = {
        row["statement_id"]: Statement.from_dict(json.loads(row["record"]))
        for row in db.execute(f"SELECT statement_id, record FROM statement WHERE statement_id {IN_LIST}", (statements,))
    }
    documents = to_json(sorted({row["doc_id"] for row in rows}))
    found = db.execute(f"SELECT {HEADING_COLUMNS}, d.text FROM document d WHERE d.doc_id {IN_LIST}", (documents,)).fetchall()
    headings = {row["doc_id"]: heading(row) for row in found}
    texts = {row["doc_id"]: Document(row["doc_id"], row["text"]) for row in found}
    return {
        row["claim_id"]: ClaimDetail(
            claim_view(row), said[row["statement_id"]], headings[row["doc_id"]], tuple(quote_in_context(said[row["statement_id"]], texts[row["doc_id"]]))
        )
        for row in rows
    }


def likes(text: str | None) -> list[str]:
    """A LIKE pattern for each word of a search, in the folded form of the texts; ESCAPE is a backslash."""
    words = (text or "").casefold().split()
    return ["%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in words]
