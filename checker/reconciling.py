"""From judgements to claim matrices: rows are propositions, cells the stance of each party.

A row joins the claims of one proposition with their denials: signed clustering over the judged pairs. Log-odds that a pair
belongs to one row, and to one side of it, come from the judgement and the typed comparison (`data/weights.toml`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.claim import Claim, Modality
from checker.clustering import cluster, signs
from checker.comparison import ClaimComparison, compare_claims, denies, modality, weights_table
from checker.document import Document
from checker.judgement import Judgement, Label
from checker.judging import typed_features
from checker.origins import count_origins, origin_groups
from checker.records import Record
from checker.wording import is_undecided

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

STATUSES = ("contested", "self_contradictory", "number_conflict", "corroborated", "one_sided")


@dataclass(frozen=True, slots=True)
class Cell(Record):
    """Where a party stands on a proposition.

    stance: asserts, denies, mixed or silent. claim_ids: its claims in the row; those in `denied_by_sign` deny the proposition.
    A silent cell may hold claims that take no side. origins: independent origins of the claims.
    """

    party: str
    stance: str
    claim_ids: tuple[str, ...]
    origins: int
    denied_by_sign: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row(Record):
    """A proposition, the claims about it, and what they come to. cells: one a party, in order of `ClaimMatrix.parties`."""

    row_id: str
    proposition: str
    type: str
    status: str
    cells: tuple[Cell, ...]
    places: tuple[str, ...]
    event_date: date | None

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Claims of all cells, each once."""
        return tuple(dict.fromkeys(claim for cell in self.cells for claim in cell.claim_ids))


@dataclass(frozen=True, slots=True)
class ClaimMatrix:
    """Propositions x parties, most contested rows first; parties with most claims first."""

    rows: tuple[Row, ...]
    parties: tuple[str, ...]
    claims: Mapping[str, Claim]
    judgements: tuple[Judgement, ...]

    def to_frame(self) -> pd.DataFrame:
        """Columns row_id, proposition, type, status, one per party (its stance), claim_ids (list)."""
        import pandas as pd

        records = [
            {"row_id": row.row_id, "proposition": row.proposition, "type": row.type, "status": row.status}
            | {cell.party: cell.stance for cell in row.cells}
            | {"claim_ids": list(row.claim_ids)}
            for row in self.rows
        ]
        return pd.DataFrame(records, columns=["row_id", "proposition", "type", "status", *self.parties, "claim_ids"])

    def for_party(self, code: str) -> pd.DataFrame:
        """Claims of `code` against the others: columns claim_id, row_id, text, type, event_date, published, one per other party.

        A cell is contradiction or support where the party has a claim that is judged so, or stands on the other or the same
        side of the row; neutral where its claims were compared and settle nothing; silent otherwise.
        """
        import pandas as pd

        others = [party for party in self.parties if party != code]
        against = self._judged(code)
        records = []
        for row in self.rows:
            for cell in row.cells:
                if cell.party == code:
                    records += [self._line(claim, row, cell, others, against) for claim in cell.claim_ids]
        return pd.DataFrame(records, columns=["claim_id", "row_id", "text", "type", "event_date", "published", *others])

    def _line(self, claim_id: str, row: Row, own: Cell, others: Sequence[str], judged: Mapping[tuple[str, str], set[Label]]) -> dict[str, Any]:
        claim = self.claims[claim_id]
        cells = {cell.party: cell for cell in row.cells}
        labels = {other: stand(claim_id in own.denied_by_sign, own, cells[other], judged.get((claim_id, other), set())) for other in others}
        day = claim.event_date.isoformat() if claim.event_date else None
        said = claim.published.isoformat() if claim.published else None
        return {"claim_id": claim_id, "row_id": row.row_id, "text": claim.text, "type": claim.type, "event_date": day, "published": said} | labels

    def _judged(self, code: str) -> dict[tuple[str, str], set[Label]]:
        found: dict[tuple[str, str], set[Label]] = defaultdict(set)
        for judgement in self.judgements:
            for own, other in ((judgement.claim_a, judgement.claim_b), (judgement.claim_b, judgement.claim_a)):
                if code in self.claims[own].parties:
                    for party in self.claims[other].parties:
                        found[own, party].add(judgement.label)
        return found

    def agreement(self) -> pd.DataFrame:
        """Judged pairs of claims between parties: columns party_a, party_b, contradiction, support, neutral; each pair of parties once."""
        import pandas as pd

        order = {party: n for n, party in enumerate(self.parties)}
        counts: dict[tuple[str, str], Counter[Label]] = defaultdict(Counter)
        for judgement in self.judgements:
            a, b = self.claims[judgement.claim_a], self.claims[judgement.claim_b]
            between = {(x, y) if order[x] < order[y] else (y, x) for x in a.parties for y in b.parties if x != y}
            for pair in between:
                counts[pair][judgement.label] += 1
        ordered = sorted(counts, key=lambda pair: (order[pair[0]], order[pair[1]]))
        records = [{"party_a": a, "party_b": b} | {label.value: counts[a, b][label] for label in Label} for a, b in ordered]
        return pd.DataFrame(records, columns=["party_a", "party_b", *(label.value for label in Label)])

    def figures(self) -> pd.DataFrame:
        """How figures moved: columns row_id, unit, party, day, value, bound, claim_id, in order of row, unit, day."""
        import pandas as pd

        columns = ["row_id", "unit", "party", "day", "value", "bound", "claim_id"]
        records = [
            (row.row_id, q.unit, cell.party, str(self.claims[c].published or self.claims[c].event_date or ""), q.value, q.bound.value, c)
            for row in self.rows
            for cell in row.cells
            for c in cell.claim_ids
            for q in self.claims[c].quantities
        ]
        return pd.DataFrame(records, columns=columns).sort_values(["row_id", "unit", "day", "claim_id", "party"], ignore_index=True)

    def to_graph(self) -> nx.Graph[str]:
        """Claims as nodes (text, parties, row), judgements as edges (label, probabilities)."""
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph()
        rows = {claim: row.row_id for row in self.rows for claim in row.claim_ids}
        for claim_id, claim in self.claims.items():
            graph.add_node(claim_id, text=claim.text, parties="+".join(claim.parties), row=rows.get(claim_id, ""))
        for item in self.judgements:
            graph.add_edge(item.claim_a, item.claim_b, label=item.label.value, p_contradiction=item.p_contradiction, p_support=item.p_support)
        return graph


@dataclass(frozen=True, slots=True)
class Given:
    """Log-odds, by pair of claim ids, that go before the fitted ones: that two claims belong to one row, and to one side of it.

    compatible: pairs whose figures do not exclude each other.
    """

    together: Mapping[tuple[str, str], float]
    sides: Mapping[tuple[str, str], float]
    compatible: Collection[tuple[str, str]] = ()


def _indexed(weights: Mapping[tuple[str, str], float], index: Mapping[str, int]) -> dict[tuple[int, int], float]:
    numbered = ((index[a], index[b], weight) for (a, b), weight in weights.items())
    return {(min(i, j), max(i, j)): weight for i, j, weight in numbered}


def reconcile(claims: Sequence[Claim], judgements: Sequence[Judgement], documents: Iterable[Document] = (), *, given: Given | None = None) -> ClaimMatrix:
    """Rows x parties from claims and the judgements of their pairs; every claim is in exactly one row. given: what reviewers decided."""
    index = {claim.claim_id: n for n, claim in enumerate(claims)}
    together, sides, clashes = _edges(claims, judgements, index)
    if given is not None:
        together |= _indexed(given.together, index)
        sides |= _indexed(given.sides, index)
        clashes -= _indexed(dict.fromkeys(given.compatible, 0.0), index).keys()
    groups = cluster(len(claims), together, missing=weights_table()["row"]["missing"])
    counts = Counter(party for claim in claims for party in claim.parties)
    parties = tuple(sorted(counts, key=lambda party: (-counts[party], party)))
    origins = origin_groups(documents)
    rows = [_row([claims[n] for n in group], _stands(claims, group, sides), together, sides, clashes, index, parties, origins) for group in groups]
    ordered = sorted(rows, key=lambda row: _urgency(row, index))
    named = tuple(Row(f"R{n}", row.proposition, row.type, row.status, row.cells, row.places, row.event_date) for n, row in enumerate(ordered, start=1))
    return ClaimMatrix(named, parties, {claim.claim_id: claim for claim in claims}, tuple(judgements))


def row_features(judgement: Judgement, a: Claim, b: Claim, comparison: ClaimComparison) -> dict[str, float]:
    """What speaks for one row, and for one side of it: the judgement, how far the model sees any relation, similarity and the typed levels."""
    numbers = {"p_contradiction": judgement.p_contradiction, "p_support": judgement.p_support}
    # What a party denies is seldom what it claims elsewhere: "no homes were hit" and "we hit the launchers" are two propositions.
    own = {f"own={comparison.polarity}": 1.0} if comparison.party in {"same", "overlap"} else {}
    if judgement.nli_ab and judgement.nli_ba:
        apart = min(judgement.nli_ab[2], judgement.nli_ba[2])
        numbers["related"] = math.log((1.02 - apart) / (apart + 0.02))
    if a.statement_id == b.statement_id:
        numbers["statement=same"] = 1.0
    return numbers | own | typed_features(comparison, judgement.similarity)


def log_odds(section: str, features: Mapping[str, float]) -> float:
    """Weighted sum of features by a section of `data/weights.toml`."""
    weights = weights_table()[section]
    return float(weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items()))


def _edges(
    claims: Sequence[Claim], judgements: Sequence[Judgement], index: Mapping[str, int]
) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float], set[tuple[int, int]]]:
    """Row log-odds, side log-odds, and pairs whose numbers exclude each other."""
    together, sides, clashes = {}, {}, set()
    for judgement in judgements:
        i, j = sorted((index[judgement.claim_a], index[judgement.claim_b]))
        comparison = compare_claims(claims[i], claims[j])
        features = row_features(judgement, claims[i], claims[j], comparison)
        together[i, j], sides[i, j] = log_odds("row", features), log_odds("side", features)
        if comparison.quantity == "incompatible":
            clashes.add((i, j))
    return together, sides, clashes


def _stands(claims: Sequence[Claim], group: Sequence[int], sides: Mapping[tuple[int, int], float]) -> dict[str, int]:
    """+1 asserts, -1 denies, 0 takes no side; the side with more affirmed claims asserts, else that of the first claim.

    Where every claim is a negation ("no one was hurt"), the negation is the proposition and whoever makes it asserts it.
    """
    side = signs(group, sides)
    negated = {n for n in group if denies(claims[n])}
    affirmed = sum(side[n] * (-1 if n in negated and len(negated) < len(group) else 1) for n in group)
    turn = 1 if affirmed >= 0 else -1
    return {claims[n].claim_id: 0 if is_undecided(claims[n].text) else side[n] * turn for n in group}


def _row(
    claims: Sequence[Claim],
    stands: Mapping[str, int],
    together: Mapping[tuple[int, int], float],
    sides: Mapping[tuple[int, int], float],
    clashes: set[tuple[int, int]],
    index: Mapping[str, int],
    parties: Sequence[str],
    origins: dict[str, str],
) -> Row:
    cells = tuple(_cell(party, [claim for claim in claims if party in claim.parties], stands, origins) for party in parties)
    centre = _central(claims, stands, together, index)
    kinds = Counter(claim.type for claim in claims if stands[claim.claim_id] == stands[centre.claim_id])
    kind = max(kinds, key=lambda name: (kinds[name], name == centre.type, name))
    days = Counter(claim.event_date for claim in claims if claim.event_date)
    day = centre.event_date or (min(days, key=lambda d: (-days[d], d)) if days else None)
    return Row("", centre.text, kind, _status(cells, claims, clashes, index), cells, centre.places, day)


def _cell(party: str, claims: Sequence[Claim], stands: Mapping[str, int], origins: dict[str, str]) -> Cell:
    found = {stands[claim.claim_id] for claim in claims}
    stance = "mixed" if {1, -1} <= found else "asserts" if 1 in found else "denies" if -1 in found else "silent"
    ids = tuple(claim.claim_id for claim in claims)
    return Cell(party, stance, ids, count_origins(claims, origins), tuple(claim for claim in ids if stands[claim] < 0))


def _central(claims: Sequence[Claim], stands: Mapping[str, int], together: Mapping[tuple[int, int], float], index: Mapping[str, int]) -> Claim:
    """The asserting claim that is closest to the others; affirmed, factual and self-contained ones first."""

    def rank(claim: Claim) -> tuple[bool, bool, bool, bool, float, int]:
        own = index[claim.claim_id]
        near = sum(together.get((min(own, n), max(own, n)), 0.0) for n in (index[other.claim_id] for other in claims))
        return stands[claim.claim_id] <= 0, denies(claim), not claim.self_contained, modality(claim) is not Modality.FACT, -near, own

    return min(claims, key=rank)


def _status(cells: Sequence[Cell], claims: Sequence[Claim], clashes: set[tuple[int, int]], index: Mapping[str, int]) -> str:
    stances = [cell.stance for cell in cells if cell.stance != "silent"]
    if "mixed" in stances:
        return "self_contradictory"
    if "asserts" in stances and "denies" in stances:
        return "contested"
    if len(stances) < 2:
        return "one_sided"
    numbers = sorted(index[claim.claim_id] for claim in claims)
    party = {index[claim.claim_id]: set(claim.parties) for claim in claims}
    excluded = any((i, j) in clashes and not party[i] & party[j] for n, i in enumerate(numbers) for j in numbers[n + 1 :])
    return "number_conflict" if excluded else "corroborated"


def _urgency(row: Row, index: Mapping[str, int]) -> tuple[int, int, int, int]:
    taking_part = sum(cell.stance != "silent" for cell in row.cells)
    return STATUSES.index(row.status), -taking_part, -len(row.claim_ids), min(index[claim] for claim in row.claim_ids)


def stand(denied: bool, own: Cell, other: Cell, judged: set[Label]) -> str:
    """How another party stands to one claim: by its judged pairs, else by the sides of the row."""
    if Label.CONTRADICTION in judged:
        return "contradiction"
    if Label.SUPPORT in judged:
        return "support"
    if other.stance == "mixed":
        return "contradiction"
    if other.stance == "silent":
        return "neutral" if judged else "silent"
    return "support" if (other.stance == "denies") == denied else "contradiction"
