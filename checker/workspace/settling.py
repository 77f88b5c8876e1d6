"""Rows of a workspace brought up to date with its documents, pairs and decisions."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Set
from dataclasses import replace

from checker.claim import Claim
from checker.config import Config
from checker.pipeline import Progress
from checker.reconciling import ClaimMatrix, Given, Row, reconcile
from checker.wording import is_undecided
from checker.workspace.candidates import update_pairs
from checker.workspace.corrections import Pair, Reviewed, apply_decisions, decided_anew, last_decision
from checker.workspace.fingerprints import row_key
from checker.workspace.loading import all_documents, compared_claims, judgements_among
from checker.workspace.records import CONFLICTS
from checker.workspace.store import Store, get_meta, put_meta, to_json

UNCERTAIN = 0.5  # entropy from which a pair is reviewed first; about that of probabilities .85, .1 and .05


def is_settled(db: sqlite3.Connection) -> bool:
    """Whether rows and pairs are up to date with documents and decisions."""
    return not get_meta(db, "pending") and (get_meta(db, "settled") or 0) == last_decision(db)


def settle(store: Store, config: Config, progress: Progress, *, thorough: bool) -> tuple[int, bool]:
    """Apply the decisions, bring pairs up to date (see `update_pairs`) and store the rows. The caller holds the writer's lock.

    Number of pairs judged; and False if a decision has made documents stale, which are to be extracted before calling again.
    """
    judged = 0
    while True:
        with store.write() as db:
            reviewed = apply_decisions(db)
            if decided_anew(db):
                return judged, False
        judged += update_pairs(store, config, progress, thorough=thorough)
        with store.read() as db:
            if is_settled(db):
                return judged, True
        progress("reconcile", 0, 1)
        if _renew_rows(store, config, reviewed):
            progress("reconcile", 1, 1)
            return judged, True


def _renew_rows(store: Store, config: Config, reviewed: Reviewed) -> bool:
    """Reconcile and store the rows; False, and nothing stored, if a decision has come in meanwhile."""
    with store.read() as db:
        claims = compared_claims(db, config.parties)
        judgements, documents = judgements_among(db, claims), all_documents(db)
    given = Given(_among(reviewed.together, claims), _among(reviewed.sides, claims), [pair for pair in reviewed.compatible if set(pair) <= claims.keys()])
    matrix = reconcile(list(claims.values()), judgements, documents, given=given)
    with store.write() as db:
        if last_decision(db) != reviewed.last:
            return False
        store_rows(db, matrix, reviewed.touched)
        put_meta(db, "settled", reviewed.last)
        put_meta(db, "pending", False)
    return True


def _among(weights: Mapping[Pair, float], claims: Collection[str]) -> dict[Pair, float]:
    return {pair: weight for pair, weight in weights.items() if pair[0] in claims and pair[1] in claims}


def store_rows(db: sqlite3.Connection, matrix: ClaimMatrix, touched: Set[str]) -> None:
    """Replace all rows by those of `matrix`. touched: claims that a decision concerns."""
    order = {claim_id: number for number, claim_id in enumerate(matrix.claims)}
    db.execute("DELETE FROM proposition")
    for position, row in enumerate(matrix.rows, start=1):
        first = min(row.claim_ids, key=order.__getitem__)
        _store_row(db, replace(row, row_id=row_key(first)), position, matrix.claims, reviewed=not touched.isdisjoint(row.claim_ids))
    put_meta(db, "parties", list(matrix.parties))
    _rank_pairs(db)


def _store_row(db: sqlite3.Connection, row: Row, position: int, claims: Mapping[str, Claim], *, reviewed: bool) -> None:
    said = [claims[claim_id] for claim_id in row.claim_ids]
    speaking = tuple(cell for cell in row.cells if cell.claim_ids)
    record = to_json(replace(row, cells=speaking).to_dict())
    search = " \n".join(dict.fromkeys((row.proposition, *(claim.text for claim in said)))).casefold()
    day = row.event_date.isoformat() if row.event_date else None
    db.execute(
        "INSERT INTO proposition (row_id, position, status, type, text, event_date, places, n_claims, reviewed, search, record)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row.row_id, position, row.status, row.type, row.proposition, day, "; ".join(row.places), len(said), reviewed, search, record),
    )
    db.executemany("INSERT INTO cell VALUES (?, ?, ?, ?, ?)", [(row.row_id, c.party, c.stance, c.origins, len(c.claim_ids)) for c in speaking])
    signed = [(row.row_id, claim, c.party, _sign(claims[claim], c.denied_by_sign)) for c in speaking for claim in c.claim_ids]
    db.executemany("INSERT INTO row_claim VALUES (?, ?, ?, ?)", signed)
    db.executemany("INSERT INTO row_place VALUES (?, ?)", [(row.row_id, place) for place in dict.fromkeys(row.places)])
    about = sorted({code for claim in said for code in (claim.actor, claim.target) if code})
    db.executemany("INSERT INTO row_about VALUES (?, ?)", [(row.row_id, code) for code in about])


def _sign(claim: Claim, denied: Collection[str]) -> int:
    return -1 if claim.claim_id in denied else 0 if is_undecided(claim.text) else 1


def _rank_pairs(db: sqlite3.Connection) -> None:
    """The order of review: pairs of contested rows before others, the uncertain ones first."""
    places = ", ".join("?" * len(CONFLICTS))
    contested = (
        "EXISTS (SELECT 1 FROM row_claim x JOIN row_claim y USING (row_id) JOIN proposition p USING (row_id)"
        f" WHERE x.claim_id = pair.claim_a AND y.claim_id = pair.claim_b AND p.status IN ({places}))"
    )
    db.execute(f"UPDATE pair SET contested = {contested} WHERE contested <> {contested}", (*CONFLICTS, *CONFLICTS))
    tier = f"CASE WHEN abstained OR uncertainty >= {UNCERTAIN} THEN 1 - contested ELSE 2 END"
    db.execute(f"UPDATE pair SET tier = {tier} WHERE tier <> {tier}")
