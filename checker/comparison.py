"""Typed comparison of two claims: one named level for each slot, worked out without any model.

The levels feed pairing (what may be compared), judging (what speaks for which label) and reconciling (what is one row).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from checker.claim import Claim, Modality, Polarity, Quantity
from checker.wording import compare_weapons, is_evaluation, modality_of, negation_count

# Types whose claims may tell of the same event. Every type is kin to itself and to `other`.
KIN: dict[str, frozenset[str]] = {
    "air_strike": frozenset({"casualties", "damage", "ground_fire", "ceasefire_violation", "incursion"}),
    "ground_fire": frozenset({"casualties", "damage", "air_strike", "ceasefire_violation", "incursion"}),
    "ceasefire_violation": frozenset({"air_strike", "ground_fire", "incursion", "landmine", "troop_movement", "talks_agreement"}),
    "casualties": frozenset({"air_strike", "ground_fire", "landmine", "damage", "capture_detention"}),
    "displacement": frozenset(),
    "damage": frozenset({"air_strike", "ground_fire", "casualties"}),
    "landmine": frozenset({"casualties", "ceasefire_violation"}),
    "troop_movement": frozenset({"incursion", "ceasefire_violation", "capture_detention", "talks_agreement"}),
    "incursion": frozenset({"troop_movement", "ceasefire_violation", "air_strike", "ground_fire", "capture_detention"}),
    "capture_detention": frozenset({"casualties", "incursion", "troop_movement"}),
    "talks_agreement": frozenset({"ceasefire_violation", "troop_movement"}),
}
# Kin so close that one event is often told under either name.
CLOSE = frozenset(
    frozenset(pair)
    for pair in (
        ("incursion", "troop_movement"),
        ("incursion", "ceasefire_violation"),
        ("incursion", "air_strike"),
        ("ceasefire_violation", "ground_fire"),
        ("ceasefire_violation", "air_strike"),
        ("ceasefire_violation", "troop_movement"),
        ("ceasefire_violation", "landmine"),
        ("damage", "air_strike"),
        ("damage", "ground_fire"),
    )
)
_CLOSEST = ("same", "close", "kin", "open", "unknown", "different")
HOW_MANY = ("none", "one", "both")
RUNNING_COUNTS = frozenset({"casualties", "displacement", "capture_detention", "damage"})


@dataclass(frozen=True, slots=True)
class ClaimComparison:
    """Levels of a pair of claims, slot by slot. Every level is symmetric but for `place`, which is read as "a <level> b".

    kind: same | also (of several types that a claim tells one is the other's) | close | kin | open | different | unknown
    place: same | contains | inside | disjoint | unknown
    day: same | near | apart | unknown           roles: same | part | differ | swapped | unknown
    quantity: none | other_unit | equal | compatible | sum | update | incompatible
    weapon: same | wider | different | unknown   polarity: same | opposite        negation: same | opposite
    modality: fact | less                        party: same | overlap | different | unknown
    evaluation: none | one | both                story: same | different (the document)
    accused: none | one | both of the claims name a party of the other claim as the doer
    owned: none | one | both of them name a party of their own as the doer
    stances, types: those of the two, in order of the alphabet: "accuse+deny"
    numbers: the quantities behind `quantity`, in words
    shared, contained: words in common (stop words aside) as a share of the words of both, and of those of the shorter claim
    """

    kind: str
    place: str
    day: str
    roles: str
    quantity: str
    weapon: str
    polarity: str
    negation: str
    modality: str
    party: str
    evaluation: str
    story: str
    accused: str
    owned: str
    stances: str
    types: str
    numbers: str = ""
    shared: float = 0.0
    contained: float = 0.0

    def levels(self) -> Iterator[str]:
        """The levels as "slot=level", the names under which weights are kept."""
        for slot in _SLOTS:
            yield f"{slot}={getattr(self, slot)}"


_SLOTS = tuple(field.name for field in fields(ClaimComparison) if field.name not in {"numbers", "shared", "contained"})
_WORD = re.compile(r"[a-z]{2,}|\d[\d,.]*")


@cache
def weights_table() -> dict[str, Any]:
    """The table `data/weights.toml`: every fitted constant of pairing, judging and reconciling."""
    return tomllib.loads((files("checker") / "data" / "weights.toml").read_text(encoding="utf-8"))


def compare_claims(a: Claim, b: Claim) -> ClaimComparison:
    """All slots of two claims compared."""
    quantity, numbers = compare_counts(a, b)
    left, right = _words(a.text), _words(b.text)
    common = len(left & right)
    return ClaimComparison(
        kind=compare_told(a, b),
        place=compare_where(a, b),
        day=compare_days(a, b),
        roles=compare_roles(a, b),
        quantity=quantity,
        weapon=compare_weapons(a.text, b.text),
        polarity="same" if denies(a) == denies(b) else "opposite",
        negation="same" if negation_count(a.text) % 2 == negation_count(b.text) % 2 else "opposite",
        modality="fact" if modality(a) is Modality.FACT and modality(b) is Modality.FACT else "less",
        party=compare_parties(a, b),
        evaluation=HOW_MANY[is_evaluation(a.text) + is_evaluation(b.text)],
        story="same" if a.doc_id == b.doc_id else "different",
        accused=HOW_MANY[(a.actor in b.parties) + (b.actor in a.parties)],
        owned=HOW_MANY[(a.actor in a.parties) + (b.actor in b.parties)],
        stances="+".join(sorted((a.stance, b.stance))),
        types="+".join(sorted((a.type, b.type))),
        numbers=numbers,
        shared=2 * common / max(1, len(left) + len(right)),
        contained=common / max(1, min(len(left), len(right))),
    )


@lru_cache(maxsize=65_536)
def _words(text: str) -> frozenset[str]:
    """Words and figures of a text, lower case and without the "s" of a plural."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(word.rstrip("s") for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)


def modality(claim: Claim) -> Modality:
    """The modality of a claim, read from its words where extraction saw a fact."""
    return modality_of(claim.text) if claim.modality is Modality.FACT else claim.modality


def denies(claim: Claim) -> bool:
    """Whether the claim negates an event."""
    return claim.polarity is Polarity.DENIED


def compare_told(a: Claim, b: Claim) -> str:
    """`compare_kinds` of the types; of all that either claim tells the closest where it tells more than one."""
    level = compare_kinds(a.type, b.type)
    if level == "same" or not (a.other_types or b.other_types):
        return level
    left, right = ({claim.type, *claim.other_types} - {"other"} for claim in (a, b))
    if left & right:
        return "also"
    return min((level, *(compare_kinds(x, y) for x in left for y in right)), key=_CLOSEST.index)


def compare_kinds(a: str, b: str) -> str:
    """`same`, `close` or `kin` (may tell of one event), `open` (a type is `other`), `unknown` or `different`."""
    if a == b and a and a != "other":
        return "same"
    if not a or not b:
        return "unknown"
    if "other" in (a, b):
        return "open"
    if frozenset((a, b)) in CLOSE:
        return "close"
    return "kin" if b in KIN.get(a, frozenset()) or a in KIN.get(b, frozenset()) else "different"


def compare_where(a: Claim, b: Claim) -> str:
    """Relation of the places as the gazetteer and the claims themselves give it."""
    if not a.places or not b.places:
        return "unknown"
    left, right = {_key(place) for place in a.places}, {_key(place) for place in b.places}
    if left & right:
        return "same"
    from checker.places import compare_places

    return str(compare_places(a.places, b.places)).rpartition(".")[2].lower()


def _key(place: str) -> str:
    words = place.casefold().replace("-", " ").replace("'", "").replace("’", "").split()
    return " ".join(word for word in words if word not in {"the", "of", "province", "district", "village", "region", "town", "city", "area", "sector", "near"})


def compare_days(a: Claim, b: Claim) -> str:
    """`same`, `near` (one day apart, as nights and time zones make it), `apart`, or `unknown` where a day isn't given."""
    if a.event_date is None or b.event_date is None:
        return "unknown"
    gap = abs((a.event_date - b.event_date).days)
    return "same" if gap == 0 else "near" if gap == 1 else "apart"


def compare_roles(a: Claim, b: Claim) -> str:
    """Doer and object: `same`, `part` (one agrees, the other is not given), `differ`, `swapped`, `unknown`."""
    if a.actor and b.actor and a.actor == b.target and b.actor == a.target:
        return "swapped"
    pairs = [(x, y) for x, y in ((a.actor, b.actor), (a.target, b.target)) if x and y]
    if not pairs:
        return "unknown"
    if any(x != y for x, y in pairs):
        return "differ"
    return "same" if len(pairs) == 2 else "part"


def compare_parties(a: Claim, b: Claim) -> str:
    """Whether the claims are made by the same parties."""
    left, right = set(a.parties), set(b.parties)
    if not left or not right:
        return "unknown"
    return "same" if left == right else "overlap" if left & right else "different"


def as_of(claim: Claim) -> date | None:
    """The day for which a count holds: that of its publication, else that of the event."""
    return claim.published or claim.event_date


def compare_counts(a: Claim, b: Claim) -> tuple[str, str]:
    """Level of the quantities of two claims, and the numbers behind it in words.

    Each quantity is held against those of the other claim that count the same thing. A clash counts only for a quantity that
    matches nothing; a clash that a later, larger count explains is an `update`. `sum`: the parts in one claim make up the whole
    in the other.
    """
    if not a.quantities or not b.quantities:
        return "none", ""
    clashes: list[tuple[Quantity, Quantity]] = []
    level = "other_unit"
    for x in a.quantities:
        results = [(_relation(x, y), y) for y in b.quantities]
        found = {name for name, _ in results}
        if "equal" in found:
            level = "equal"
        elif "compatible" in found:
            level = "compatible" if level == "other_unit" else level
        else:
            clashes += [(x, y) for name, y in results if name == "incompatible"]
    if not clashes:
        return level, ""
    if _summed(a, b):
        return "sum", ""
    x, y = clashes[0]
    return ("update" if _may_be_update(a, b, x, y) else "incompatible"), f"{describe(x)} against {describe(y)}"


def _relation(x: Quantity, y: Quantity) -> str:
    from checker.quantities import compare_quantities

    return str(compare_quantities(x, y)).rpartition(".")[2].lower()


def _summed(a: Claim, b: Claim) -> bool:
    from checker.quantities import sums_match

    return bool(sums_match(a.quantities, b.quantities[:1][0]) if len(a.quantities) > 1 else len(b.quantities) > 1 and sums_match(b.quantities, a.quantities[0]))


def _may_be_update(a: Claim, b: Claim, x: Quantity, y: Quantity) -> bool:
    """A count that is larger at a later day, or any change within one party's own counts."""
    first, second = as_of(a), as_of(b)
    if first is None or second is None or first == second:
        return False
    if set(a.parties) == set(b.parties) != set():
        return True
    later, earlier = (y, x) if second > first else (x, y)
    return later.value > earlier.value


def describe(quantity: Quantity) -> str:
    """ "at least 21 civilians killed"."""
    bound = {"at_least": "at least ", "at_most": "at most ", "about": "about ", "exact": ""}[quantity.bound.value]
    value = f"{quantity.value:,.0f}" if quantity.value == round(quantity.value) else f"{quantity.value:,g}"
    return f"{bound}{value} {quantity.unit}".strip()
