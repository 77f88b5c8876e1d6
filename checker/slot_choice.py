"""Which slot a claim gets where the rules and the slot model may differ: the likelier one, with so much trust in what the rules found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import exp

from checker.claim_types import OTHER
from checker.event_day import When
from checker.slot_model import DAYS, STANCES, Reading
from checker.statement import Stance

# Log-odds that the rules' answer adds, chosen on events that neither was made with: eval/errors_extraction.md.
TRUST_TYPE, TRUST_NO_TYPE = 1.5, 0.0
TRUST_ROLE, TRUST_NO_ROLE = 2.0, 1.0
TRUST_POLARITY = 2.5
TRUST_STANCE, TRUST_DENIAL = 1.0, 3.0
# From which probability on a claim tells of a type too. Chosen on nine events that no model knew: of the pairs that take four fifths of those wanted, .1 saves
# an eighth, .2 and .3 a twelfth.
TOLD_TOO = 0.1
TRUST_DAY = 0.5  # on 522 claims of T83-T94, whose days the model had not seen: .655 right by rules alone, .688 at .5, .653 at 0, .670 at 1
_UNASKED = -6.0  # log-probability of a party that the model was not asked about


def chosen_type(found: str, reading: Reading | None) -> str:
    """The type of a claim. A type of the user's own table, which the model can't know, stays."""
    if reading is None or found not in reading.types:
        return found
    scores = _type_scores(found, reading)
    return max(scores, key=lambda name: scores[name])


def told_types(found: str, reading: Reading | None) -> frozenset[str]:
    """All types that the clause may be of, the chosen one among them; without OTHER, which tells nothing."""
    if reading is None or found not in reading.types:
        return frozenset()
    scores = _type_scores(found, reading)
    least = TOLD_TOO * sum(map(exp, scores.values()))
    return frozenset(name for name, score in scores.items() if exp(score) >= least and name != OTHER)


def _type_scores(found: str, reading: Reading) -> dict[str, float]:
    trust = TRUST_NO_TYPE if found == OTHER else TRUST_TYPE
    return {name: score + trust * (name == found) for name, score in reading.types.items()}


def chosen_roles(actor: str | None, target: str | None, reading: Reading | None) -> tuple[str | None, str | None]:
    """Actor and target; not one party as both."""
    if reading is None:
        return actor, target
    doers, objects = _scored(actor, reading.actor), _scored(target, reading.target)
    pairs = [(doers[a] + objects[b], a, b) for a in doers for b in objects if a is None or a != b]
    best = max(pairs, key=lambda item: item[0])
    return best[1], best[2]


def _scored(found: str | None, scores: Mapping[str | None, float]) -> dict[str | None, float]:
    trust = TRUST_NO_ROLE if found is None else TRUST_ROLE
    return {code: scores.get(code, _UNASKED) + trust * (code == found) for code in {**dict.fromkeys(scores), found: None}}


def chosen_polarity(denied: bool, reading: Reading | None) -> bool:
    """Whether the claim is denied."""
    return denied if reading is None else reading.denied + (TRUST_POLARITY if denied else -TRUST_POLARITY) > 0


def chosen_stance(found: Stance, readings: Sequence[Reading]) -> Stance:
    """The stance of a statement whose verb leaves it open, by the mean of what its clauses read as; one that the model does not know stays."""
    known = [reading.stances for reading in readings if reading.stances]
    if found not in STANCES or not known:
        return found
    trust = TRUST_DENIAL if found is Stance.DENY else TRUST_STANCE
    scores = {name: sum(stances[name] for stances in known) / len(known) + trust * (name == found) for name in STANCES}
    return Stance(max(scores, key=lambda name: scores[name]))


def chosen_day(found: When, event: date | None, published: date | None, reading: Reading | None) -> When:
    """The day of a claim whose clause does not tell it: none, that of publication, or that of its event."""
    if reading is None or not reading.days or found.said or published is None:
        return found
    days = dict(zip(DAYS, (None, published, event if found.day in (None, published) else found.day), strict=True))
    scores = {name: score + TRUST_DAY * (days[name] == found.day) for name, score in reading.days.items() if name == DAYS[0] or days[name] is not None}
    day = days[max(scores, key=lambda name: scores[name])]
    return found if day == found.day else When(day, known=True)
