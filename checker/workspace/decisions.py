"""Decisions of reviewers into the workspace: checked, described, kept, taken back and listed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checker.claim import Claim
from checker.claim_types import type_table
from checker.config import Config
from checker.context import party_name
from checker.errors import InputError
from checker.report.words import LABEL_WORD
from checker.workspace.corrections import apply_decisions, folded, in_order, last_decision, with_changes
from checker.workspace.fingerprints import digest
from checker.workspace.records import KINDS, PAIR_LABELS, Decision, DecisionRecord, Page
from checker.workspace.store import Store, get_meta, now, plain, to_json

CORRECTABLE = ("text", "type", "actor", "target", "places", "event_date", "polarity")
VERDICT = {**LABEL_WORD, "not_comparable": "are not comparable"}
SHORT = 90  # characters of a text in a summary


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that was found to be sound. texts: id of each statement or claim concerned -> (doc_id, hash of its text)."""

    target: Mapping[str, Any]
    before: Any
    after: Any
    texts: Mapping[str, tuple[str, str]]
    summary: str


def decide(store: Store, decision: Decision, reviewer: str) -> int:
    """See `Workspace.decide`."""
    name = _named(reviewer)
    drafts: dict[str, Callable[[sqlite3.Connection, Decision], Draft]] = {
        "pair_label": _pair_label,
        "claim": _claim,
        "party": _party,
        "merge_rows": _merge_rows,
        "split_row": _split_row,
    }
    if decision.kind not in drafts:
        raise InputError(f"kind is {decision.kind!r:.60}; expected one of {', '.join(KINDS)}")
    if not isinstance(decision.target, Mapping):
        raise InputError(f"target is {decision.target!r:.60}; expected a mapping such as {{'claim_id': ...}}")
    with store.write() as db:
        draft = drafts[decision.kind](db, decision)
        number = _insert(db, decision.kind, draft, decision.note, name)
        apply_decisions(db)
    return number


def undo(store: Store, decision_id: int, reviewer: str) -> int:
    """See `Workspace.undo`."""
    name = _named(reviewer)
    with store.write() as db:
        row = db.execute("SELECT * FROM decision WHERE decision_id = ?", (decision_id,)).fetchone()
        if row is None:
            raise InputError(f"decision_id is {decision_id!r}; expected the number of a decision, from 1 to {last_decision(db)}")
        if row["undone_by"] is not None:
            raise InputError(f"decision {decision_id} was undone already, by decision {row['undone_by']}")
        draft = Draft({"decision_id": decision_id}, row["state"], "undone", {}, f"took back decision {decision_id}: {row['summary']}")
        number = _insert(db, "undo", draft, "", name)
        _mark_undone(db)
        apply_decisions(db)
    return number


def _mark_undone(db: sqlite3.Connection) -> None:
    """Say of each decision which undo holds against it; an undo that was undone itself holds no longer, whatever the order."""
    undos = db.execute("SELECT decision_id, target FROM decision WHERE kind = 'undo' ORDER BY decision_id DESC").fetchall()
    holding: dict[int, int] = {}
    for row in undos:
        # Newest first: what could undo this undo came later, and has been dealt with.
        if row["decision_id"] not in holding:
            holding[json.loads(row["target"])["decision_id"]] = row["decision_id"]
    marked = db.execute("SELECT decision_id, undone_by FROM decision WHERE undone_by IS NOT NULL").fetchall()
    changed = {row["decision_id"]: None for row in marked if row["decision_id"] not in holding} | holding
    db.executemany("UPDATE decision SET undone_by = ? WHERE decision_id = ?", [(by, number) for number, by in changed.items()])
    db.execute("UPDATE decision SET state = CASE WHEN undone_by IS NULL THEN 'applied' ELSE 'undone' END WHERE kind = 'undo'")


def decisions(store: Store, *, limit: int, offset: int) -> Page[DecisionRecord]:
    """See `Workspace.decisions`."""
    with store.read() as db:
        total = db.execute("SELECT count(*) FROM decision").fetchone()[0]
        rows = db.execute("SELECT * FROM decision ORDER BY decision_id DESC LIMIT ? OFFSET ?", (limit, offset)).fetchall()
    return Page(tuple(map(record_of, rows)), total, limit, offset)


def decisions_on(db: sqlite3.Connection, claims: Sequence[str]) -> list[DecisionRecord]:
    """Decisions that concern any of these claims, newest first."""
    rows = db.execute(
        "SELECT * FROM decision WHERE decision_id IN (SELECT decision_id FROM decision_claim WHERE claim_id IN (SELECT value FROM json_each(?)))"
        " ORDER BY decision_id DESC",
        (to_json(list(claims)),),
    ).fetchall()
    return [record_of(row) for row in rows]


def labels_given(db: sqlite3.Connection, claim_id: str | None = None) -> dict[frozenset[str], DecisionRecord]:
    """The decision that holds on each pair (of one claim), by the ids that its claims have now."""
    lines = db.execute(
        "SELECT d.*, (SELECT json_group_array(claim_id) FROM decision_claim c WHERE c.decision_id = d.decision_id) AS claims FROM decision d"
        " WHERE kind = 'pair_label' AND state = 'applied'"
        " AND (:claim IS NULL OR decision_id IN (SELECT decision_id FROM decision_claim WHERE claim_id = :claim)) ORDER BY decision_id",
        {"claim": claim_id},
    )
    return {frozenset(json.loads(line["claims"])): record_of(line) for line in lines}


def record_of(row: sqlite3.Row) -> DecisionRecord:
    """A decision from its line in the table."""
    decision = Decision(row["kind"], json.loads(row["target"]), json.loads(row["after"]), row["note"])
    before, decided = json.loads(row["before"]), datetime.fromisoformat(row["decided"])
    return DecisionRecord(row["decision_id"], decision, before, row["reviewer"], decided, row["text_hash"], row["state"], row["undone_by"], row["summary"])


def _insert(db: sqlite3.Connection, kind: str, draft: Draft, note: str, reviewer: str) -> int:
    stamp = digest(*(f"{key} {value[1]}" for key, value in sorted(draft.texts.items())))
    done = db.execute(
        "INSERT INTO decision (kind, target, before, after, note, reviewer, decided, text_hash, texts, summary, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'applied')",
        [
            *(kind, to_json(draft.target), to_json(draft.before), to_json(draft.after), plain(note), reviewer, now(), stamp),
            *(to_json(draft.texts), plain(draft.summary)),
        ],
    )
    return int(done.lastrowid or 0)


def _named(reviewer: str) -> str:
    name = plain(" ".join(reviewer.split())) if isinstance(reviewer, str) else ""
    if not name:
        raise InputError(f"reviewer is {reviewer!r:.60}; expected the name of who decides")
    return name


def _pair_label(db: sqlite3.Connection, decision: Decision) -> Draft:
    ids = [_text(decision, "claim_a"), _text(decision, "claim_b")]
    if decision.value not in PAIR_LABELS:
        raise InputError(f"value is {decision.value!r:.60}; expected one of {', '.join(PAIR_LABELS)}")
    rows = {claim: _claim_row(db, claim) for claim in ids}
    if len(rows) < 2:
        raise InputError(f"claim_a and claim_b are both {ids[0]!r:.80}; expected two claims")
    pair = in_order(db, *ids)
    found = db.execute("SELECT decided, label FROM pair WHERE claim_a = ? AND claim_b = ?", pair).fetchone()
    before = found["decided"] or found["label"] if found else None
    said = " and ".join(f"{_names(rows[claim])}: “{_short(rows[claim]['text'])}”" for claim in pair)
    texts = {claim: (rows[claim]["doc_id"], rows[claim]["text_hash"]) for claim in pair}
    return Draft({"claim_a": pair[0], "claim_b": pair[1]}, before, decision.value, texts, f"{said} {VERDICT[decision.value]}")


def _claim(db: sqlite3.Connection, decision: Decision) -> Draft:
    row = _claim_row(db, _text(decision, "claim_id"))
    changes, claim = decision.value, Claim.from_dict(json.loads(row["record"]))
    if not isinstance(changes, Mapping) or not changes or not (set(changes) == {"removed"} or set(changes) <= set(CORRECTABLE)):
        raise InputError(f"value is {changes!r:.80}; expected corrected fields ({', '.join(CORRECTABLE)}), or removed alone")
    target, texts = {"claim_id": row["claim_id"]}, {row["claim_id"]: (row["doc_id"], row["text_hash"])}
    if "removed" in changes:
        if not isinstance(changes["removed"], bool):
            raise InputError(f"removed is {changes['removed']!r:.60}; expected true or false")
        word = "is no claim" if changes["removed"] else "is a claim"
        return Draft(target, {"removed": bool(row["removed"])}, dict(changes), texts, f"“{_short(row['text'])}” {word}")
    types = type_table(*_config(db).claim_types).names
    if "type" in changes and changes["type"] not in types:
        raise InputError(f"type is {changes['type']!r:.60}; expected one of {', '.join(types)}")
    if "text" in changes and not (isinstance(changes["text"], str) and changes["text"].strip()):
        raise InputError("text is empty; expected the claim as a sentence that stands alone, or removed")
    corrected = with_changes(claim, changes).to_dict()
    said = ", ".join(f"{name.replace('_', ' ')} is “{_short(_in_words(corrected[name]))}”" for name in CORRECTABLE if name in changes)
    before = {name: claim.to_dict()[name] for name in changes}
    return Draft(target, before, {name: corrected[name] for name in changes}, texts, f"“{_short(row['text'])}”: {said}")


def _party(db: sqlite3.Connection, decision: Decision) -> Draft:
    codes = decision.value
    if not isinstance(codes, list | tuple) or not all(isinstance(code, str) and code.strip() for code in codes):
        raise InputError(f"value is {codes!r:.60}; expected a list of party codes such as ['KHM']; an empty one for no party")
    names = " and ".join(party_name(code) for code in codes) or "no known party"
    if "mention" in decision.target:
        return _mention(db, decision, list(codes), names)
    statement_id = _text(decision, "statement_id")
    row = db.execute("SELECT doc_id, speaker, parties, text_hash FROM statement WHERE statement_id = ?", (statement_id,)).fetchone()
    if row is None:
        raise InputError(f"statement_id is {statement_id!r:.80}; expected a statement of the workspace")
    who = f"“{_short(row['speaker'])}”" if row["speaker"] else "The speaker"
    before, texts = row["parties"].split("+") if row["parties"] else [], {statement_id: (row["doc_id"], row["text_hash"])}
    return Draft({"statement_id": statement_id}, before, list(codes), texts, f"{who} in one statement is {names}")


def _mention(db: sqlite3.Connection, decision: Decision, codes: list[str], names: str) -> Draft:
    mention, doc_id = _text(decision, "mention"), decision.target.get("doc_id")
    rows = db.execute("SELECT speaker, parties FROM statement WHERE speaker IS NOT NULL AND doc_id = coalesce(?, doc_id)", (doc_id,))
    found = sorted({row["parties"] for row in rows if folded(row["speaker"]) == folded(mention)})
    if not found:
        raise InputError(f"mention is {mention!r:.80}; expected the words by which a speaker is named{' in that document' if doc_id else ''}")
    where = "in one story" if doc_id else "everywhere"
    target = {"mention": mention} | ({"doc_id": doc_id} if doc_id else {})
    return Draft(target, [parties.split("+") if parties else [] for parties in found], codes, {}, f"“{_short(mention)}” {where} is {names}")


def _merge_rows(db: sqlite3.Connection, decision: Decision) -> Draft:
    ids = decision.target.get("row_ids")
    if not isinstance(ids, list | tuple) or not all(isinstance(one, str) for one in ids):
        raise InputError(f"row_ids is {ids!r:.60}; expected a list of rows")
    rows = {row["row_id"]: row for row in (_row(db, one) for one in ids)}
    if len(rows) < 2:
        raise InputError("row_ids name only one row; expected two or more that say the same")
    groups = [_claims_in(db, row_id) for row_id in rows]
    said = " with ".join(f"“{_short(row['text'])}”" for row in rows.values())
    return Draft({"row_ids": list(rows), "groups": groups}, list(rows), None, _texts(db, groups), f"merged {said}")


def _split_row(db: sqlite3.Connection, decision: Decision) -> Draft:
    row, leaving = _row(db, _text(decision, "row_id")), decision.target.get("claim_ids")
    claims = _claims_in(db, row["row_id"])
    if not isinstance(leaving, list | tuple) or not leaving or not set(leaving) < set(claims):
        raise InputError(f"claim_ids is {leaving!r:.80}; expected some, not all, of the claims of the row")
    groups = [[claim for claim in claims if claim in leaving], [claim for claim in claims if claim not in leaving]]
    # Without it, claims that leave could be drawn into a third row, while the reviewer said that they are a point of their own.
    apart = _compared_with(db, groups[0], claims)
    target = {"row_id": row["row_id"], "claim_ids": groups[0], "groups": groups, "apart": apart}
    word = "claim" if len(groups[0]) == 1 else "claims"
    return Draft(target, row["row_id"], None, _texts(db, [*groups, apart]), f"split {len(groups[0])} {word} off “{_short(row['text'])}”")


def current_row(db: sqlite3.Connection, row_id: str) -> str | None:
    """The row of that id, or the one that now holds the claim after which an earlier row was named."""
    if db.execute("SELECT 1 FROM proposition WHERE row_id = ?", (row_id,)).fetchone():
        return row_id
    found = db.execute("SELECT r.row_id FROM claim c JOIN row_claim r USING (claim_id) WHERE c.key = ? LIMIT 1", (row_id,)).fetchone()
    return str(found[0]) if found else None


def _row(db: sqlite3.Connection, row_id: str) -> sqlite3.Row:
    found = current_row(db, row_id)
    if found is None:
        raise InputError(f"row_id is {row_id!r:.60}; expected a row of the matrix")
    row: sqlite3.Row = db.execute("SELECT row_id, text FROM proposition WHERE row_id = ?", (found,)).fetchone()
    return row


def _claims_in(db: sqlite3.Connection, row_id: str) -> list[str]:
    rows = db.execute("SELECT DISTINCT claim_id FROM row_claim JOIN claim USING (claim_id) WHERE row_id = ? ORDER BY doc_id, position", (row_id,))
    return [row[0] for row in rows]


def _compared_with(db: sqlite3.Connection, claims: Sequence[str], known: Sequence[str]) -> list[str]:
    """Claims, other than those `known`, with which `claims` form pairs."""
    some = "(SELECT value FROM json_each(:claims))"
    query = f"SELECT claim_b FROM pair WHERE claim_a IN {some} UNION SELECT claim_a FROM pair WHERE claim_b IN {some}"
    return sorted({row[0] for row in db.execute(query, {"claims": to_json(list(claims))})} - set(known))


def _texts(db: sqlite3.Connection, groups: Sequence[Sequence[str]]) -> dict[str, tuple[str, str]]:
    rows = [_claim_row(db, claim) for group in groups for claim in group]
    return {row["claim_id"]: (row["doc_id"], row["text_hash"]) for row in rows}


def _claim_row(db: sqlite3.Connection, claim_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute("SELECT * FROM claim WHERE claim_id = ?", (claim_id,)).fetchone()
    if row is None:
        raise InputError(f"claim is {claim_id!r:.80}; expected one of the workspace")
    return row


def _config(db: sqlite3.Connection) -> Config:
    return Config().with_options(**(get_meta(db, "config") or {}))


def _text(decision: Decision, name: str) -> str:
    value = decision.target.get(name)
    if not isinstance(value, str) or not value:
        raise InputError(f"target is {dict(decision.target)!r:.80}; expected {name!r} in it for a decision of kind {decision.kind!r}")
    return value


def _names(row: sqlite3.Row) -> str:
    return " and ".join(party_name(code) for code in row["parties"].split("+") if code) or "party unknown"


def _in_words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"
