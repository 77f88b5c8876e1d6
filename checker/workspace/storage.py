"""Documents, statements and claims into the tables of a workspace."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from checker.claim import Claim
from checker.document import Document
from checker.statement import Statement
from checker.workspace.fingerprints import claim_text_hash, corrections_json, row_key, statement_text_hash
from checker.workspace.store import now, plain, to_json


def storable(document: Document) -> Document:
    """The document without characters that SQLite can't hold, see `plain`. Offsets stay."""
    return Document.from_dict({name: plain(value) if isinstance(value, str) else value for name, value in document.to_dict().items()})


def store_document(db: sqlite3.Connection, document: Document, extraction: str, corrected: Mapping[str, Sequence[str]], run_id: int) -> None:
    """Insert or replace a document; the time when it first came in stays. corrected: parties that reviewers gave, by statement."""
    record = document.to_dict()
    columns = [record[name] for name in ("title", "outlet", "published", "url", "language", "text")]
    db.execute(
        "INSERT INTO document (doc_id, text_hash, title, outlet, published, url, language, text, added, run_id, extraction, corrected, record)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (doc_id) DO UPDATE SET text_hash = excluded.text_hash, title = excluded.title,"
        " outlet = excluded.outlet, published = excluded.published, url = excluded.url, language = excluded.language, text = excluded.text,"
        " run_id = excluded.run_id, extraction = excluded.extraction, corrected = excluded.corrected, record = excluded.record",
        [document.doc_id, document.text_hash, *columns, now(), run_id, extraction, corrections_json(corrected), to_json(record)],
    )


def store_statements(db: sqlite3.Connection, doc_id: str, statements: Sequence[Statement], corrected: Iterable[str]) -> None:
    """Bring the statements of a document to `statements`. Of `corrected` ones the parties that the program had found are kept."""
    kept = set(corrected)
    _delete_others(db, "statement", doc_id, [statement.statement_id for statement in statements])
    for position, statement in enumerate(statements):
        record = extracted = to_json(statement.to_dict())
        if statement.statement_id in kept:
            extracted = _as_found(db, statement) or record
        speaker = statement.speaker.text if statement.speaker else None
        db.execute(
            "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (statement_id) DO UPDATE SET position = excluded.position,"
            " speaker = excluded.speaker, parties = excluded.parties, stance = excluded.stance, text_hash = excluded.text_hash,"
            " extracted = excluded.extracted, record = excluded.record",
            [
                *(statement.statement_id, doc_id, position, plain(speaker), "+".join(statement.parties), statement.stance.value),
                *(statement_text_hash(statement), extracted, record),
            ],
        )


def _as_found(db: sqlite3.Connection, statement: Statement) -> str | None:
    """A corrected statement with the parties that the program had found, if it was known before it was corrected."""
    known = db.execute("SELECT extracted FROM statement WHERE statement_id = ?", (statement.statement_id,)).fetchone()
    if known is None:
        return None
    found = json.loads(known["extracted"])
    return to_json(statement.to_dict() | {name: found[name] for name in ("parties", "evidence", "stance")})


def store_claims(db: sqlite3.Connection, doc_id: str, claims: Sequence[Claim]) -> None:
    """Bring the claims of a document to `claims`, as extracted; decisions are applied to them by `settle`."""
    _delete_others(db, "claim", doc_id, [claim.claim_id for claim in claims])
    for position, claim in enumerate(claims):
        extracted = to_json(claim.to_dict())
        db.execute(
            "INSERT INTO claim (claim_id, statement_id, doc_id, position, parties, type, text, text_hash, key, extracted, record)"
            " VALUES (?, ?, ?, ?, '', '', '', ?, ?, ?, '') ON CONFLICT (claim_id) DO UPDATE SET statement_id = excluded.statement_id,"
            " position = excluded.position, text_hash = excluded.text_hash, extracted = excluded.extracted",
            [claim.claim_id, claim.statement_id, doc_id, position, claim_text_hash(claim), row_key(claim.claim_id), extracted],
        )
        update_claim(db, claim, removed=False)


def update_claim(db: sqlite3.Connection, claim: Claim, *, removed: bool) -> None:
    """Store a claim as it is used: as extracted, or as a reviewer corrected it."""
    record = claim.to_dict()
    db.execute(
        "UPDATE claim SET parties = ?, type = ?, text = ?, event_date = ?, published = ?, removed = ?, record = ? WHERE claim_id = ?",
        ["+".join(claim.parties), claim.type, plain(claim.text), record["event_date"], record["published"], removed, to_json(record), claim.claim_id],
    )
    db.execute("DELETE FROM claim_party WHERE claim_id = ?", (claim.claim_id,))
    db.executemany("INSERT INTO claim_party VALUES (?, ?)", [(claim.claim_id, party) for party in dict.fromkeys(claim.parties)])


def _delete_others(db: sqlite3.Connection, table: str, doc_id: str, keep: Sequence[str]) -> None:
    column = f"{table}_id"
    old = {row[0] for row in db.execute(f"SELECT {column} FROM {table} WHERE doc_id = ?", (doc_id,))}
    db.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(gone,) for gone in sorted(old - set(keep))])
