"""What the decisions of reviewers come to: corrected parties and claims, labels of pairs, claims kept together or apart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from checker.claim import Claim
from checker.workspace.fingerprints import corrections_json
from checker.workspace.storage import update_claim
from checker.workspace.store import to_json

BINDING = 1e6  # log-odds of what a reviewer decided: no sum of fitted weights outweighs it
Pair = tuple[str, str]


@dataclass
class Reviewed:
    """Decisions that are applied. labels: by pair, in the order of the claims; together, sides: see `reconciling.Given`.

    concerned: number of each decision that holds -> the claims that it concerns. last: number of the last decision taken in.
    """

    last: int
    labels: dict[Pair, str] = field(default_factory=dict)
    together: dict[Pair, float] = field(default_factory=dict)
    sides: dict[Pair, float] = field(default_factory=dict)
    concerned: dict[int, list[str]] = field(default_factory=dict)

    @property
    def touched(self) -> set[str]:
        """All claims that a decision concerns."""
        return {claim for claims in self.concerned.values() for claim in claims}

    @property
    def compatible(self) -> list[Pair]:
        """Pairs that do not conflict, says a reviewer."""
        return [pair for pair, label in self.labels.items() if label in ("neutral", "not_comparable", "support")]

    def label(self, pair: Pair, value: str) -> None:
        """A reviewer's label: contradicting and supporting claims belong to one row, claims that can't be compared to two."""
        self.labels[pair] = value
        self.together.pop(pair, None)
        self.sides.pop(pair, None)
        if value != "neutral":
            self.together[pair] = -BINDING if value == "not_comparable" else BINDING
        if value in ("contradiction", "support"):
            self.sides[pair] = BINDING if value == "support" else -BINDING

    def join(self, claims: Sequence[str]) -> None:
        """One row for these claims."""
        for pair in _pairs(claims, claims):
            self.together.pop(pair, None)
        for other in claims[1:]:
            self.together[_ordered(claims[0], other)] = BINDING

    def part(self, claims: Sequence[str], others: Sequence[str], apart: Sequence[str]) -> None:
        """A row for `claims` and another one for `others`; those that are `apart` are not drawn into the first."""
        self.join(claims)
        self.join(others)
        for pair in _pairs(claims, [*others, *apart]):
            self.together[pair] = -BINDING


def corrected_parties(db: sqlite3.Connection, doc_id: str | None = None) -> dict[str, tuple[str, ...]]:
    """Parties that reviewers gave to statements (of one document), by statement_id; a later decision goes before an earlier one."""
    found: dict[str, tuple[str, ...]] = {}
    for decision in db.execute("SELECT * FROM decision WHERE kind = 'party' AND undone_by IS NULL ORDER BY decision_id"):
        for statement_id in _statements_of(db, decision, doc_id):
            found[statement_id] = tuple(json.loads(decision["after"]))
    return found


def decided_anew(db: sqlite3.Connection) -> list[str]:
    """Documents that were extracted under other parties of their speakers than reviewers give them now."""
    if not db.execute("SELECT 1 FROM decision WHERE kind = 'party' LIMIT 1").fetchone():
        return []
    wanted: dict[str, dict[str, tuple[str, ...]]] = {}
    corrected = corrected_parties(db)
    for row in db.execute("SELECT statement_id, doc_id FROM statement WHERE statement_id IN (SELECT value FROM json_each(?))", (to_json(list(corrected)),)):
        wanted.setdefault(row["doc_id"], {})[row["statement_id"]] = corrected[row["statement_id"]]
    rows = db.execute("SELECT doc_id, corrected FROM document ORDER BY doc_id").fetchall()
    return [row["doc_id"] for row in rows if row["corrected"] != corrections_json(wanted.get(row["doc_id"], {}))]


def _statements_of(db: sqlite3.Connection, decision: sqlite3.Row, doc_id: str | None) -> list[str]:
    """Statements (of one document) that a decision about a party concerns: one, or all whose speaker is named by the same words."""
    target = json.loads(decision["target"])
    if "mention" not in target:
        return [place for place in _located(db, "statement", json.loads(decision["texts"]), doc_id).values() if place]
    places = [place for place in (doc_id, target.get("doc_id")) if place]
    if len(set(places)) > 1:
        return []
    wanted, where = folded(target["mention"]), places[0] if places else None
    rows = db.execute(
        "SELECT statement_id, speaker FROM statement WHERE (? IS NULL OR doc_id = ?) AND speaker IS NOT NULL ORDER BY doc_id, position", (where, where)
    )
    return [row["statement_id"] for row in rows if folded(row["speaker"]) == wanted]


def folded(mention: str) -> str:
    """Words of a mention without case and spacing."""
    return " ".join(mention.casefold().split())


def apply_decisions(db: sqlite3.Connection) -> Reviewed:
    """Bring claims, human labels and the states of the decisions up to date; what they mean for rows is returned."""
    rows = db.execute("SELECT * FROM decision WHERE kind <> 'undo' ORDER BY decision_id").fetchall()
    reviewed = Reviewed(last_decision(db))
    states: dict[int, str] = {}
    edits: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    earlier: dict[tuple[object, ...], int] = {}
    for row in rows:
        number = row["decision_id"]
        if row["undone_by"] is not None:
            states[number] = "undone"
            continue
        key = _take_in(db, row, reviewed, edits)
        states[number] = "applied" if key else "earlier_text"
        if key and key in earlier and row["kind"] in ("pair_label", "party"):
            states[earlier[key]] = "superseded"
        if key:
            earlier[key] = number
    _mark(db, rows, states)
    _correct_claims(db, edits)
    _label_pairs(db, reviewed.labels)
    _keep_concerned(db, reviewed.concerned)
    return reviewed


def last_decision(db: sqlite3.Connection) -> int:
    """Number of the last decision or undo, 0 for none."""
    return int(db.execute("SELECT coalesce(max(decision_id), 0) FROM decision").fetchone()[0])


def _take_in(db: sqlite3.Connection, row: sqlite3.Row, reviewed: Reviewed, edits: dict[str, list[tuple[int, Mapping[str, Any]]]]) -> tuple[object, ...] | None:
    """Add one decision; what it is about, or None if its text has changed."""
    target, after = json.loads(row["target"]), json.loads(row["after"])
    if row["kind"] == "party":
        return _take_in_party(db, row, target, reviewed)
    places = _located(db, "claim", json.loads(row["texts"]))
    if row["kind"] in ("merge_rows", "split_row"):
        groups = [[place for claim in group if (place := places[claim])] for group in [*target["groups"], target.get("apart", ())]]
        return _take_in_groups(row, groups[:-1], groups[-1], reviewed)
    here = [place for place in places.values() if place]
    if len(set(here)) < len(places):
        return None
    reviewed.concerned[row["decision_id"]] = here
    if row["kind"] == "claim":
        edits.setdefault(here[0], []).append((row["decision_id"], after))
        return ("claim", row["decision_id"])
    pair = in_order(db, here[0], here[1])
    reviewed.label(pair, after)
    return ("pair", *pair)


def _take_in_party(db: sqlite3.Connection, row: sqlite3.Row, target: Mapping[str, Any], reviewed: Reviewed) -> tuple[object, ...] | None:
    statements = _statements_of(db, row, None)
    claims = db.execute("SELECT claim_id FROM claim WHERE statement_id IN (SELECT value FROM json_each(?))", (to_json(statements),))
    reviewed.concerned[row["decision_id"]] = [claim["claim_id"] for claim in claims]
    if "mention" in target:
        return ("mention", folded(target["mention"]), target.get("doc_id"))
    return ("statement", *statements) if statements else None


def _take_in_groups(row: sqlite3.Row, groups: Sequence[list[str]], apart: Sequence[str], reviewed: Reviewed) -> tuple[object, ...] | None:
    if not all(groups):
        return None
    claims = [claim for group in groups for claim in group]
    if row["kind"] == "merge_rows":
        reviewed.join(claims)
    else:
        reviewed.part(groups[0], groups[1], apart)
    reviewed.concerned[row["decision_id"]] = claims
    return (row["kind"], *(tuple(group) for group in groups))


def _located(db: sqlite3.Connection, table: str, texts: Mapping[str, Sequence[str]], doc_id: str | None = None) -> dict[str, str | None]:
    """For each id of a decision the id under which the same text stands now: numbers shift when a paragraph is put in before; None if it is gone."""
    return {key: _place(db, table, key, where, wanted) for key, (where, wanted) in texts.items() if doc_id in (None, where)}


def _place(db: sqlite3.Connection, table: str, key: str, doc_id: str, wanted: str) -> str | None:
    same = db.execute(f"SELECT 1 FROM {table} WHERE {table}_id = ? AND text_hash = ?", (key, wanted)).fetchone()
    if same:
        return key
    moved = db.execute(f"SELECT {table}_id FROM {table} WHERE doc_id = ? AND text_hash = ?", (doc_id, wanted)).fetchall()
    return str(moved[0][0]) if len(moved) == 1 else None


def _mark(db: sqlite3.Connection, rows: Sequence[sqlite3.Row], states: Mapping[int, str]) -> None:
    changed = [(states[row["decision_id"]], row["decision_id"]) for row in rows if row["state"] != states[row["decision_id"]]]
    db.executemany("UPDATE decision SET state = ? WHERE decision_id = ?", changed)


def _correct_claims(db: sqlite3.Connection, edits: Mapping[str, Sequence[tuple[int, Mapping[str, Any]]]]) -> None:
    """Claims as their decisions make them; those that were corrected and no longer are become as extracted."""
    concerned = {row[0] for row in db.execute("SELECT claim_id FROM claim INDEXED BY claim_corrected WHERE removed OR record <> extracted")} | edits.keys()
    for claim_id in sorted(concerned):
        row = db.execute("SELECT extracted, record, removed FROM claim WHERE claim_id = ?", (claim_id,)).fetchone()
        claim, removed = Claim.from_dict(json.loads(row["extracted"])), False
        for _, changes in edits.get(claim_id, ()):
            removed = changes.get("removed", removed)
            claim = with_changes(claim, changes)
        if to_json(claim.to_dict()) != row["record"] or removed != bool(row["removed"]):
            update_claim(db, claim, removed=removed)


def with_changes(claim: Claim, changes: Mapping[str, Any]) -> Claim:
    """A claim with corrected fields. Numbers and modality follow a corrected text; a corrected type is the only one. Raises InputError for a wrong value."""
    from checker.wording import claim_from_text

    fields = {name: value for name, value in changes.items() if name != "removed"}
    if "text" in fields:
        read = claim_from_text(fields["text"], day=claim.published)
        fields = {"quantities": read.to_dict()["quantities"], "modality": read.modality.value} | fields
    if "type" in fields:
        fields["other_types"] = []
    return Claim.from_dict(claim.to_dict() | fields)


def _label_pairs(db: sqlite3.Connection, labels: Mapping[Pair, str]) -> None:
    known = {(row[0], row[1]): row[2] for row in db.execute("SELECT claim_a, claim_b, decided FROM pair WHERE state = 'reviewed'")}
    for pair in known.keys() - labels.keys():
        db.execute("UPDATE pair SET decided = NULL WHERE claim_a = ? AND claim_b = ?", pair)
        db.execute("DELETE FROM pair WHERE claim_a = ? AND claim_b = ? AND inputs = ''", pair)
    for pair, label in labels.items():
        if known.get(pair) != label:
            db.execute(
                "INSERT INTO pair (claim_a, claim_b, why, similarity, inputs, model_hash, decided) VALUES (?, ?, 'put together by a reviewer', 0, '', '', ?)"
                " ON CONFLICT (claim_a, claim_b) DO UPDATE SET decided = excluded.decided",
                (*pair, label),
            )


def _keep_concerned(db: sqlite3.Connection, concerned: Mapping[int, Sequence[str]]) -> None:
    """What decisions that hold no longer concerned stays: they are still shown beside those claims."""
    known: dict[int, set[str]] = {}
    for row in db.execute("SELECT decision_id, claim_id FROM decision_claim"):
        known.setdefault(row["decision_id"], set()).add(row["claim_id"])
    for number, claims in concerned.items():
        if known.get(number, set()) != set(claims):
            db.execute("DELETE FROM decision_claim WHERE decision_id = ?", (number,))
            db.executemany("INSERT INTO decision_claim VALUES (?, ?)", [(number, claim) for claim in dict.fromkeys(claims)])


def in_order(db: sqlite3.Connection, claim_a: str, claim_b: str) -> Pair:
    """Two claims in the order in which all claims are paired: by document, then by text."""
    rows = db.execute("SELECT claim_id FROM claim WHERE claim_id IN (?, ?) ORDER BY doc_id, position", (claim_a, claim_b)).fetchall()
    return str(rows[0][0]), str(rows[-1][0])


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _pairs(claims: Sequence[str], others: Sequence[str]) -> Iterator[Pair]:
    return (_ordered(a, b) for a, b in product(claims, others) if a != b)
