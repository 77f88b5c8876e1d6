"""All records of a workspace as one result, as if a run had just made them, with what reviewers decided in it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checker.claim import Claim
from checker.config import Config
from checker.document import Document
from checker.errors import Skipped
from checker.judgement import Judgement
from checker.manifest import input_of, versions
from checker.reconciling import ClaimMatrix
from checker.result import CheckResult
from checker.statement import Statement
from checker.workspace.loading import all_documents, claim_of, judgements_among, matrix_parties, row_of
from checker.workspace.store import Store, get_meta, now


def result(store: Store) -> CheckResult:
    """See `Workspace.result`."""
    config = store.config()
    with store.read() as db:
        documents = all_documents(db)
        statements = [Statement.from_dict(json.loads(row["record"])) for row in db.execute("SELECT record FROM statement ORDER BY doc_id, position")]
        claims = [claim_of(row["record"]) for row in db.execute("SELECT record FROM claim WHERE NOT removed ORDER BY doc_id, position")]
        matrix = _matrix(db, claims)
        skipped = tuple(Skipped(source, reason) for source, reason in get_meta(db, "skipped") or ())
        manifest = _manifest(db, config, documents, statements, claims, matrix, skipped)
    return CheckResult(tuple(documents), tuple(statements), tuple(claims), matrix.judgements, matrix, skipped, manifest)


def _matrix(db: sqlite3.Connection, claims: Sequence[Claim]) -> ClaimMatrix:
    """The stored rows. Cells hold only claims that are still there: documents may have changed since the rows were stored."""
    parties = matrix_parties(db)
    compared = {row[0] for row in db.execute("SELECT DISTINCT claim_id FROM row_claim")}
    inside = {claim.claim_id: claim for claim in claims if claim.claim_id in compared and set(claim.parties) & set(parties)}
    rows = [row_of(line["record"], parties) for line in db.execute("SELECT record FROM proposition ORDER BY position")]
    kept = [replace(row, cells=tuple(replace(c, claim_ids=tuple(i for i in c.claim_ids if i in inside)) for c in row.cells)) for row in rows]
    judged = [judgement for judgement in judgements_among(db, inside) if _within(judgement, inside, parties)]
    return ClaimMatrix(tuple(row for row in kept if row.claim_ids), parties, inside, tuple(judged))


def _within(judgement: Judgement, claims: Mapping[str, Claim], parties: Sequence[str]) -> bool:
    """Whether both claims are of parties of the matrix: while rows lag behind, a corrected party may be none yet."""
    known = set(parties)
    return set(claims[judgement.claim_a].parties) <= known and set(claims[judgement.claim_b].parties) <= known


def _manifest(
    db: sqlite3.Connection,
    config: Config,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    claims: Sequence[Claim],
    matrix: ClaimMatrix,
    skipped: Sequence[Skipped],
) -> dict[str, Any]:
    """As that of a run; the possible pairs are those of the last pairing."""
    pairing = get_meta(db, "pairing") or {}
    possible, candidates = pairing.get("possible", 0), pairing.get("candidates", 0)
    decisions = db.execute("SELECT count(*) FROM decision WHERE kind <> 'undo' AND undone_by IS NULL").fetchone()[0]
    counts: dict[str, Any] = {
        "documents": len(documents),
        "skipped": len(skipped),
        "statements": len(statements),
        "statements_without_party": sum(not statement.parties for statement in statements),
        "claims": len(claims),
        "possible_pairs": possible,
        "candidate_pairs": candidates,
        "pair_reduction": round(1 - candidates / possible, 4) if possible else 0.0,
        "labels": dict(Counter(str(judgement.label) for judgement in matrix.judgements)),
        "abstained": sum(judgement.abstained for judgement in matrix.judgements),
        "propositions": len(matrix.rows),
        "parties": len(matrix.parties),
        "status": dict(Counter(row.status for row in matrix.rows)),
        "decisions": decisions,
    }
    return {
        "created": now(),
        "versions": versions(),
        "model": get_meta(db, "model") or {"name": config.model},
        "configuration": config.to_dict(),
        "inputs": [input_of(document) for document in documents],
        "skipped": [{"source": item.source, "reason": item.reason} for item in skipped],
        "counts": counts,
    }
