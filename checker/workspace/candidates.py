"""Pairs of a workspace: which claims are compared, and their judgements; only what is new or changed is judged."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from checker.claim import Claim
from checker.config import Config
from checker.judgement import ClaimPair, Judgement
from checker.pipeline import Progress
from checker.workspace.fingerprints import digest, judging_hash, pair_inputs, record_hash, rules
from checker.workspace.loading import compared_claims
from checker.workspace.store import Store, get_meta, put_meta, to_json

if TYPE_CHECKING:
    from checker.nli import NLIModel

CHUNK = 64  # pairs that are judged and stored together: what a kill can cost
_EMPTY = "label = NULL, p_contradiction = NULL, p_support = NULL, p_neutral = NULL, abstained = 0, uncertainty = 0, record = NULL"


def update_pairs(store: Store, config: Config, progress: Progress, *, thorough: bool) -> int:
    """Pair claims again where needed and judge the pairs that have no judgement; the number of pairs judged.

    Pairs are chosen among all claims at once, so that they are the same in whatever order documents came in. thorough: choose them
    again after any change of claims, rules or model; otherwise only after claims came in or changed.
    """
    with store.write() as db:
        claims = compared_claims(db, config.parties)
        hashes = _release_others(db, claims)
        changed = {row["claim_id"] for row in db.execute("SELECT claim_id, paired FROM claim WHERE claim_id IN (SELECT value FROM json_each(?))",
                   (to_json(list(claims)),)) if row["paired"] != hashes[row["claim_id"]]}  # fmt: skip
        known = get_meta(db, "paired")
    if changed or thorough:
        model = judging_hash(config)
        # With other rules of reconciling the rows are others, though the pairs stay.
        state = digest(model, rules(("reconciling",)), *(f"{claim_id} {hashes[claim_id]}" for claim_id in claims))
        if changed or state != known:
            _pair(store, claims, hashes, model, state, progress)
    return _judge(store, config, claims, progress)


def _release_others(db: sqlite3.Connection, claims: Mapping[str, Claim]) -> dict[str, str]:
    """Forget pairs of claims that take no part (removed, without a party); the hash of the record of each that does."""
    rows = db.execute("SELECT claim_id, record, paired FROM claim").fetchall()
    gone = to_json([row["claim_id"] for row in rows if row["paired"] and row["claim_id"] not in claims])
    inside = "IN (SELECT value FROM json_each(?))"
    _drop(db, db.execute(f"SELECT claim_a, claim_b FROM pair WHERE claim_a {inside} OR claim_b {inside}", (gone, gone)).fetchall())
    db.execute(f"UPDATE claim SET paired = NULL WHERE claim_id {inside}", (gone,))
    return {row["claim_id"]: record_hash(row["record"]) for row in rows if row["claim_id"] in claims}


def _drop(db: sqlite3.Connection, pairs: Iterable[Sequence[str]]) -> None:
    """Forget pairs; of those with a reviewer's label only what the program said."""
    listed = [(pair[0], pair[1]) for pair in pairs]
    db.executemany("DELETE FROM pair WHERE claim_a = ? AND claim_b = ? AND decided IS NULL", listed)
    kept = f"UPDATE pair SET why = 'put together by a reviewer', similarity = 0, inputs = '', model_hash = '', {_EMPTY} WHERE claim_a = ? AND claim_b = ?"
    db.executemany(kept, listed)


def _pair(store: Store, claims: Mapping[str, Claim], hashes: Mapping[str, str], model: str, state: str, progress: Progress) -> None:
    from checker.pairing import pair_claims
    from checker.workspace.vectors import workspace_embedder

    progress("pair", 0, len(claims))
    pairing = pair_claims(list(claims.values()), embedder=workspace_embedder(store))
    with store.write() as db:
        _store_candidates(db, pairing.pairs, hashes, model)
        db.executemany("UPDATE claim SET paired = ? WHERE claim_id = ?", [(hashes[claim_id], claim_id) for claim_id in claims])
        put_meta(db, "paired", state)
        put_meta(db, "pairing", {"possible": pairing.possible, "compared": pairing.compared, "candidates": len(pairing.pairs)})
        put_meta(db, "pending", True)
    progress("pair", len(claims), len(claims))


def _store_candidates(db: sqlite3.Connection, pairs: Sequence[ClaimPair], hashes: Mapping[str, str], model: str) -> None:
    """Bring the candidates to `pairs`; the judgement of a pair stays if neither claims nor model have changed."""
    rows = db.execute("SELECT claim_a, claim_b, inputs, model_hash FROM pair WHERE inputs <> ''").fetchall()
    known = {(row["claim_a"], row["claim_b"]): (row["inputs"], row["model_hash"]) for row in rows}
    wanted = {(pair.claim_a, pair.claim_b): pair for pair in pairs}
    _drop(db, [key for key in known if key not in wanted])
    fresh = []
    for key, pair in wanted.items():
        inputs = pair_inputs(hashes[pair.claim_a], hashes[pair.claim_b], pair.similarity)
        if known.get(key) != (inputs, model):
            fresh.append((*key, pair.why, pair.similarity, inputs, model))
    db.executemany(
        "INSERT INTO pair (claim_a, claim_b, why, similarity, inputs, model_hash) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (claim_a, claim_b) DO UPDATE SET"
        f" why = excluded.why, similarity = excluded.similarity, inputs = excluded.inputs, model_hash = excluded.model_hash, {_EMPTY}",
        fresh,
    )


def _judge(store: Store, config: Config, claims: Mapping[str, Claim], progress: Progress) -> int:
    """Judge the candidates that have no judgement, CHUNK by CHUNK."""
    with store.read() as db:
        rows = db.execute("SELECT claim_a, claim_b, why, similarity FROM pair WHERE label IS NULL AND inputs <> ''").fetchall()
    if not rows:
        return 0
    from checker.judging import judge
    from checker.nli import load_nli

    progress("judge", 0, len(rows))
    scorer = load_nli(config.model)
    _describe(store, scorer)
    # Texts of one length together: a batch is as slow as its longest pair.
    pairs = sorted(
        (ClaimPair(*row) for row in rows), key=lambda pair: (len(claims[pair.claim_a].text) + len(claims[pair.claim_b].text), pair.claim_a, pair.claim_b)
    )
    for start in range(0, len(pairs), CHUNK):
        judged = judge(pairs[start : start + CHUNK], claims, scorer)
        with store.write() as db:
            db.executemany(
                "UPDATE pair SET label = ?, p_contradiction = ?, p_support = ?, p_neutral = ?, abstained = ?, uncertainty = ?, record = ?"
                " WHERE claim_a = ? AND claim_b = ?",
                [(*_columns(judgement), judgement.claim_a, judgement.claim_b) for judgement in judged],
            )
            put_meta(db, "pending", True)
        progress("judge", min(start + CHUNK, len(pairs)), len(pairs))
    return len(pairs)


def _describe(store: Store, scorer: NLIModel) -> None:
    """Keep what the model says of itself, for the report."""
    with store.write() as db:
        put_meta(db, "model", scorer.describe())


def _columns(judgement: Judgement) -> tuple[str | float, ...]:
    shares = (judgement.p_contradiction, judgement.p_support, judgement.p_neutral)
    return (judgement.label.value, *shares, judgement.abstained, uncertainty(shares), to_json(judgement.to_dict()))


def uncertainty(shares: Sequence[float]) -> float:
    """Entropy of probabilities, from 0 (sure) to 1 (none more likely than another)."""
    return round(-sum(p * math.log(p) for p in shares if p > 0) / math.log(len(shares)), 6)
