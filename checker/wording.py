"""How a claim is worded: as fact or less, affirmed or denied, with which weapons; and a light `Claim` made from a bare text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from checker.claim import Claim, Modality, Polarity


@cache
def wording_table() -> dict[str, Any]:
    """The table `data/wording.toml`."""
    return tomllib.loads((files("checker") / "data" / "wording.toml").read_text(encoding="utf-8"))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(words) + r")(?![\w-])", re.IGNORECASE)


@cache
def _patterns(section: str) -> dict[str, re.Pattern[str]]:
    table = wording_table()[section]
    return {name: _pattern(entry["words"] if isinstance(entry, dict) else entry) for name, entry in table.items()}


@cache
def act_patterns() -> dict[str, re.Pattern[str]]:
    """Words for acts that happen once (a town is taken) and again and again (it is shelled)."""
    return _patterns("act")


@cache
def fate_patterns() -> dict[str, re.Pattern[str]]:
    """Words for what befell persons, by fate: killed, wounded, displaced, detained, released."""
    return _patterns("fate")


@lru_cache(maxsize=65_536)
def modality_of(text: str) -> Modality:
    """Conditional, hedged, future or fact, by the words of the text; "probably" and "it appears" are facts."""
    for name, pattern in _patterns("modality").items():
        if pattern.search(text):
            return Modality(name)
    return Modality.FACT


@lru_cache(maxsize=65_536)
def negation_count(text: str) -> int:
    """How many words negate, less those that are themselves undone ("does not deny")."""
    patterns = _patterns("negation")
    remaining = patterns["undone"].sub(" ", text)
    return len(patterns["words"].findall(remaining))


@lru_cache(maxsize=65_536)
def is_evaluation(text: str) -> bool:
    """Whether the text judges in legal or moral words ("aggression", "self-defence")."""
    return bool(_patterns("evaluation")["words"].search(text))


@lru_cache(maxsize=65_536)
def is_undecided(text: str) -> bool:
    """Whether the speaker takes no side ("could not determine who fired")."""
    return bool(_patterns("undecided")["words"].search(text))


@lru_cache(maxsize=65_536)
def weapons_of(text: str) -> frozenset[str]:
    """Kinds of weapons named in the text."""
    return frozenset(kind for kind, pattern in _patterns("weapon").items() if pattern.search(text))


def compare_weapons(a: str, b: str) -> str:
    """`same`, `wider` (one kind lies within the other), `different`, or `unknown` where a text names none."""
    left, right = weapons_of(a), weapons_of(b)
    if not left or not right:
        return "unknown"
    if left & right:
        return "same"
    table = wording_table()["weapon"]
    wider = {table[kind].get("within", kind) for kind in left} & {table[kind].get("within", kind) for kind in right}
    related = any(kind in right for kind in wider) or any(kind in left for kind in wider)
    return "wider" if related else "different"


def claim_from_text(text: str, party: str | None = None, day: date | None = None, *, claim_id: str = "text", kind: str = "") -> Claim:
    """A claim with the slots that a bare text shows: quantities, places, day, polarity and modality.

    party: one code or several joined with "+"; day: when it was said, to which weekdays refer; kind: the claim's type, if it is known.
    """
    from checker.dates import find_dates
    from checker.places import find_places
    from checker.quantities import find_quantities

    mentions = [mention for mention in find_dates(text, published=day) if mention.day]
    return Claim(
        claim_id=claim_id,
        statement_id=claim_id,
        doc_id=claim_id,
        parties=tuple(party.split("+")) if party else (),
        text=text,
        type=kind,
        places=tuple(dict.fromkeys(place.name for place in find_places(text))),
        event_date=mentions[0].day if mentions else None,
        quantities=tuple(_quantities(find_quantities(text))),
        polarity=Polarity.DENIED if negation_count(text) % 2 else Polarity.AFFIRMED,
        published=day,
        modality=modality_of(text),
    )


def _quantities(mentions: Sequence[Any]) -> list[Any]:
    from checker.claim import Quantity

    return [Quantity(mention.value, mention.bound, mention.unit) for mention in mentions]
