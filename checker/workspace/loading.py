"""Lines of the tables back to records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from checker.claim import Claim
from checker.document import Document
from checker.judgement import Judgement, Label
from checker.pipeline import takes_part
from checker.reconciling import Cell, Row
from checker.workspace.store import get_meta

REVIEWED = "reviewed: a reviewer decided so"


@lru_cache(maxsize=16_384)
def claim_of(record: str) -> Claim:
    """A claim from its JSON. A claim stands in many pairs, and reading it anew for each would be most of what a page does."""
    return Claim.from_dict(json.loads(record))


def compared_claims(db: sqlite3.Connection, parties: Sequence[str]) -> dict[str, Claim]:
    """Claims that take part in the matrix, by id, in the order in which they are paired: by document, then by text."""
    found = {row["claim_id"]: claim_of(row["record"]) for row in db.execute("SELECT claim_id, record FROM claim WHERE NOT removed ORDER BY doc_id, position")}
    return {claim_id: claim for claim_id, claim in found.items() if takes_part(claim, parties)}


def all_documents(db: sqlite3.Connection) -> list[Document]:
    """Documents in order of their ids."""
    return [Document.from_dict(json.loads(row["record"])) for row in db.execute("SELECT record FROM document ORDER BY doc_id")]


def machine_judgement(row: Mapping[str, Any]) -> Judgement | None:
    """The judgement in a line of `pair`, as the program made it."""
    if not row["record"]:
        return None
    # Our own record, and there are many: `Judgement.from_dict` would check what was checked when it was written.
    data = json.loads(row["record"])
    lists = {name: tuple(data[name]) for name in ("nli_ab", "nli_ba", "reasons")}
    return Judgement(**(data | lists | {"label": Label(data["label"])}))


def reviewed_judgement(row: Mapping[str, Any]) -> Judgement | None:
    """The judgement as it stands after review: a reviewer's label is sure, and says why it is there. None for a pair not judged yet."""
    judged = machine_judgement(row)
    if row["decided"] is None:
        return judged
    apart = row["decided"] == "not_comparable"
    label = Label.NEUTRAL if apart else Label(row["decided"])
    base = judged or Judgement(row["claim_a"], row["claim_b"], row["why"], row["similarity"], label, 0.0, 0.0, 0.0, (), ())
    against, along, neither = (float(label is one) for one in (Label.CONTRADICTION, Label.SUPPORT, Label.NEUTRAL))
    sure = replace(base, label=label, p_contradiction=against, p_support=along, p_neutral=neither, abstained=False)
    return replace(sure, reasons=(REVIEWED,), non_conflict="unrelated" if apart else None)


def judgements_among(db: sqlite3.Connection, claims: Mapping[str, Claim]) -> list[Judgement]:
    """Reviewed judgements of all pairs of these claims, in the order of `claims`."""
    order = {claim_id: number for number, claim_id in enumerate(claims)}
    rows = db.execute("SELECT claim_a, claim_b, why, similarity, decided, record FROM pair WHERE record IS NOT NULL OR decided IS NOT NULL").fetchall()
    among = [row for row in rows if row["claim_a"] in order and row["claim_b"] in order]
    among.sort(key=lambda row: (order[row["claim_a"]], order[row["claim_b"]]))
    return [judgement for row in among if (judgement := reviewed_judgement(row))]


def matrix_parties(db: sqlite3.Connection) -> tuple[str, ...]:
    """Parties with claims in rows, most claims first."""
    return tuple(get_meta(db, "parties") or ())


def row_of(record: str, parties: Sequence[str]) -> Row:
    """A row from its JSON, which leaves silent parties out, with a cell for each of `parties`."""
    row = Row.from_dict(json.loads(record))
    cells = {cell.party: cell for cell in row.cells}
    return replace(row, cells=tuple(cells.get(party) or Cell(party, "silent", (), 0, ()) for party in parties))
