"""Which claims may speak of the same thing: blocking by slots and by nearest sentence vectors, then a typed event gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from checker.claim import Claim
from checker.comparison import RUNNING_COUNTS, ClaimComparison, compare_claims, weights_table
from checker.context import canonical_code
from checker.embedding import Embedder, FloatArray, default_embedder
from checker.judgement import ClaimPair


@dataclass(frozen=True, slots=True)
class PairingOptions:
    """How far pairing reaches.

    days: claims whose days lie further apart aren't compared (running counts: four times as far).
    neighbours: nearest claims by sentence vector that are proposed for each claim.
    block: slot blocks up to this size are compared in full; larger ones are left to the neighbours.
    per_claim: the best pairs with claims of other parties kept for each claim, so that pairs grow with claims, not with their square.
    per_claim_own: the same for pairs with claims of its own party, which say less: most of them are one story told on.
    threshold, own_threshold: least gate score (see `gate_score`) of either; 0 is what was fitted.
    """

    days: int = 7
    neighbours: int = 48
    block: int = 72
    per_claim: int = 9
    per_claim_own: int = 2
    threshold: float = 0.0
    own_threshold: float = 0.0


@dataclass(frozen=True, slots=True)
class Pairing:
    """Candidate pairs in order of their claims. possible: pairs of all claims; compared: pairs that went through the gate."""

    pairs: tuple[ClaimPair, ...]
    possible: int
    compared: int

    @property
    def reduction(self) -> float:
        """Share of the possible pairs that were left out, in [0, 1]."""
        return 1 - len(self.pairs) / self.possible if self.possible else 0.0


def pair_claims(claims: Sequence[Claim], *, embedder: Embedder | None = None, options: PairingOptions | None = None) -> Pairing:
    """Candidate pairs among `claims`, of one party as well as of different ones; the same input gives the same pairs.

    embedder: proposes pairs and takes part in the gate; the bundled sentence model when None.
    """
    settings = options or PairingOptions()
    vectors = (embedder or default_embedder()).encode([claim.text for claim in claims])
    kept: list[tuple[float, int, int, float, ClaimComparison]] = []
    compared = 0
    for i, j in sorted(_proposals(claims, vectors, settings)):
        compared += 1
        a, b = claims[i], claims[j]
        similarity = float(vectors[i] @ vectors[j])
        if too_far_apart(a, b, settings.days):
            continue
        comparison = compare_claims(a, b)
        score = gate_score(comparison, similarity)
        if score >= _threshold(settings, comparison):
            kept.append((score, i, j, similarity, comparison))
    pairs = tuple(
        ClaimPair(claims[i].claim_id, claims[j].claim_id, describe_rule(comparison, similarity), round(similarity, 4))
        for _, i, j, similarity, comparison in sorted(_best(kept, settings), key=lambda item: item[1:3])
    )
    return Pairing(pairs, len(claims) * (len(claims) - 1) // 2, compared)


def why_not_paired(
    claim_a: Claim, claim_b: Claim, *, among: Sequence[Claim] = (), embedder: Embedder | None = None, options: PairingOptions | None = None
) -> str:
    """In words, what keeps two claims from being compared; or that nothing in the two claims does.

    among: all claims of the run, so that a pair that passes the gate can be told from one that was never proposed.
    """
    settings = options or PairingOptions()
    if too_far_apart(claim_a, claim_b, settings.days):
        return f"their days lie more than {_reach(claim_a, claim_b, settings.days)} days apart: {_day(claim_a)} and {_day(claim_b)}"
    encoder = embedder or default_embedder()
    vectors = encoder.encode([claim_a.text, claim_b.text])
    similarity = float(vectors[0] @ vectors[1])
    comparison = compare_claims(claim_a, claim_b)
    score, needed = gate_score(comparison, similarity), _threshold(settings, comparison)
    rule = describe_rule(comparison, similarity)
    if score < needed:
        because = ", ".join(_against(comparison)) or "low similarity"
        return f"too little says that they speak of one thing ({rule}); against it: {because}; score {score:.2f}, needed {needed:.2f}"
    if among and not _is_proposed(claim_a, claim_b, among, encoder, settings):
        return f"they pass the gate ({rule}) but were never proposed: no common block, and neither is among the {settings.neighbours} nearest of the other"
    return f"nothing in the two claims: they pass the gate ({rule}); each of them may have {_limit(settings, comparison)} better partners"


def _against(comparison: ClaimComparison) -> list[str]:
    """Levels that cost most against the best that their slot could have, in words and worst first."""
    weights = weights_table()["pairing"][_section(comparison)]
    costs = {}
    for slot in _NAMED:
        level = f"{slot}={getattr(comparison, slot)}"
        best = max((weight for name, weight in weights.items() if name.startswith(f"{slot}=")), default=0.0)
        costs[level.replace("=", " ")] = best - weights.get(level, 0.0)
    return [level for level in sorted(costs, key=lambda name: -costs[name]) if costs[level] >= _COSTLY]


def _is_proposed(claim_a: Claim, claim_b: Claim, among: Sequence[Claim], embedder: Embedder, settings: PairingOptions) -> bool:
    number = {claim.claim_id: n for n, claim in enumerate(among)}
    i, j = sorted((number[claim_a.claim_id], number[claim_b.claim_id]))
    return (i, j) in _proposals(among, embedder.encode([claim.text for claim in among]), settings)


def gate_score(comparison: ClaimComparison, similarity: float) -> float:
    """Log-odds, less those that it takes to be compared, that two claims speak of the same thing: weighted levels, similarity and words in common.

    Claims of one party and of different ones have weights of their own: who blames whom tells nothing within a party.
    """
    weights = weights_table()["pairing"][_section(comparison)]
    numbers = {"similarity": similarity, "shared": comparison.shared, "contained": comparison.contained}
    levels = sum(weights.get(level, 0.0) for level in comparison.levels())
    return float(weights["bias"] + levels + sum(weights[name] * value for name, value in numbers.items()))


def too_far_apart(a: Claim, b: Claim, days: int) -> bool:
    """Whether the days of the events (or of publication, where the event has none) exclude that one event is meant."""
    first, second = _day(a), _day(b)
    return first is not None and second is not None and abs((first - second).days) > _reach(a, b, days)


def describe_rule(comparison: ClaimComparison, similarity: float) -> str:
    """The rule that paired two claims, in words: "same type, same day, same place, similarity 0.71"."""
    words = {
        "same": "same",
        "also": "shared",
        "close": "related",
        "kin": "related",
        "near": "neighbouring",
        "contains": "containing",
        "inside": "contained",
        "part": "matching",
        "equal": "equal",
        "incompatible": "clashing",
    }
    named = [("kind", "type"), ("day", "day"), ("place", "place"), ("roles", "actor and target"), ("quantity", "number")]
    parts = [f"{words[level]} {name}" for slot, name in named if (level := getattr(comparison, slot)) in words]
    return ", ".join([*parts, f"similarity {similarity:.2f}"])


def _section(comparison: ClaimComparison) -> str:
    return "own" if comparison.party == "same" else "across"


def _threshold(settings: PairingOptions, comparison: ClaimComparison) -> float:
    return settings.own_threshold if comparison.party == "same" else settings.threshold


def _limit(settings: PairingOptions, comparison: ClaimComparison) -> int:
    return settings.per_claim_own if comparison.party == "same" else settings.per_claim


def _day(claim: Claim) -> date | None:
    return claim.event_date or claim.published


def _reach(a: Claim, b: Claim, days: int) -> int:
    # A toll is told for weeks, and a claim without a day of its own may look back as far.
    running = a.type == b.type and a.type in RUNNING_COUNTS
    return days * 4 if running or a.event_date is None or b.event_date is None else days


def _proposals(claims: Sequence[Claim], vectors: FloatArray, settings: PairingOptions) -> set[tuple[int, int]]:
    found = set(_neighbours(vectors, settings.neighbours))
    for members in _blocks(claims).values():
        if len(members) <= settings.block:
            found.update((i, j) for n, i in enumerate(members) for j in members[n + 1 :])
    return found


def _blocks(claims: Sequence[Claim]) -> dict[tuple[object, ...], list[int]]:
    """Claims of one fortnight that are of one type and share a place or the two sides of the event, or that have one party to do with.

    Fortnights overlap by a week. The blocks of a party hold a small conflict whole; those of a large one are too large to be compared in full.
    """
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        own = {canonical_code(code) for code in (claim.actor, claim.target) if code}
        typed: list[object] = [place.casefold() for place in claim.places] + ([tuple(sorted(own))] if own else [])
        keys = [(claim.type, key) for key in typed] + [("", party) for party in own | {canonical_code(code) for code in claim.parties}]
        for week in _weeks(_day(claim)):
            for key in keys:
                blocks[week, *key].append(i)
    return blocks


def _weeks(day: date | None) -> Iterator[int]:
    if day is None:
        yield -1
    else:
        week = (day - timedelta(days=day.weekday())).toordinal() // 7
        yield from (week, week + 1)


def _neighbours(vectors: FloatArray, count: int) -> Iterator[tuple[int, int]]:
    """Pairs of each row with its `count` nearest rows: exact up to EXACT rows, by an HNSW index above."""
    if len(vectors) < 2:
        return
    exact = len(vectors) <= EXACT or not _has_index()
    for i, nearest in enumerate(_exact(vectors, count) if exact else _indexed(vectors, count)):
        for j in nearest:
            if i != j:
                yield (i, int(j)) if i < j else (int(j), i)


EXACT = 4_000
_COSTLY = 0.7  # log-odds: what halves the odds is named
_NAMED = ("kind", "place", "day", "roles", "quantity", "weapon", "modality")  # slots whose levels mean something to a reader


def _has_index() -> bool:
    from importlib.util import find_spec

    return find_spec("usearch") is not None


def _exact(vectors: FloatArray, count: int, *, rows: int = 512) -> Iterable[Sequence[int]]:
    for start in range(0, len(vectors), rows):
        scores = vectors[start : start + rows] @ vectors.T
        # A stable sort on rounded scores keeps ties in order of the claims on every machine.
        order = np.argsort(-np.round(scores, 5), axis=1, kind="stable")[:, : count + 1]
        yield from order.tolist()


def _indexed(vectors: FloatArray, count: int) -> Iterable[Sequence[int]]:
    from usearch.index import Index

    index = Index(ndim=vectors.shape[1], metric="cos", dtype="f32", connectivity=24, expansion_add=96, expansion_search=96)
    # One thread: the graph depends on the order of insertion.
    index.add(np.arange(len(vectors)), vectors, threads=1)
    yield from index.search(vectors, count + 1, threads=1).keys.tolist()


def _best(
    scored: Sequence[tuple[float, int, int, float, ClaimComparison]], settings: PairingOptions
) -> Iterator[tuple[float, int, int, float, ClaimComparison]]:
    """Pairs that are among the best of at least one of their claims; those within a party and those across parties are counted apart."""
    taken: dict[tuple[int, bool], int] = defaultdict(int)
    for item in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        _, i, j, _, comparison = item
        own, limit = comparison.party == "same", _limit(settings, comparison)
        if taken[i, own] < limit or taken[j, own] < limit:
            taken[i, own] += 1
            taken[j, own] += 1
            yield item
