"""What a bare text shows of a claim: days, places, counts, parties in their order, kind of event, and how it is put."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from checker.claim import Modality
from checker.tolls import Toll, read_tolls
from checker.wording import act_patterns, is_evaluation, modality_of, negation_count

_OWN = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_BY = re.compile(r"\bby (?:the |an? |its |fire from |\w+ing |\w+ ){0,2}$", re.IGNORECASE)
_AT = re.compile(r"\b(?:in|at|on|near|into|inside|from|over|against|towards?|of|across|to|off) (?:the )?(?:\w+ )?$", re.IGNORECASE)
_NAMES = frozenset({"country", "adjective", "people", "seat", "institution", "usual", "short_name", "person", "armed_group", "authority", "alliance"})


@dataclass(frozen=True, slots=True)
class TextReading:
    """One text as far as it can be read without a model.

    stretches: first and last day of each date named; times: hours of the day named, in minutes; places: names, small to large; counts: its quantities;
    sides: party codes in the order in which they are named; doer: the party after "by", else the first named outside a place; harmed: the party
    whose people are counted as dead, wounded, detained or displaced; acts: once (a town is taken) and again (it is shelled), as far as its words show.
    """

    text: str
    party: str | None
    day: date | None
    kind: str
    stretches: tuple[tuple[date, date], ...]
    times: frozenset[int]
    places: tuple[str, ...]
    counts: tuple[Toll, ...]
    sides: tuple[str, ...]
    doer: str | None
    harmed: str | None
    modality: Modality
    negations: int
    evaluates: bool
    acts: frozenset[str]


@lru_cache(maxsize=65_536)
def read_text(text: str, party: str | None = None, day: date | None = None) -> TextReading:
    """The reading of a text said by `party` on `day`; "we" is the party, weekdays lie on or before the day (plans: on or after)."""
    from checker.claim_types import classify_type
    from checker.dates import find_dates
    from checker.places import find_places

    dates = [mention for mention in find_dates(text, published=day) if mention.first and mention.last]
    sides, peoples = _sides(text, party)
    counts = read_tolls(text, sides, peoples, own=_canonical(party) if party and "+" not in party else None)
    return TextReading(
        text=text,
        party=party,
        day=day,
        kind=classify_type(text),
        stretches=tuple((mention.first, mention.last) for mention in dates if mention.first and mention.last),
        times=_times(text),
        places=tuple(dict.fromkeys(place.name for place in find_places(text) if place.kind != "country" or place.locative)),
        counts=counts,
        sides=tuple(dict.fromkeys(code for _, _, code in sides)),
        doer=_doer(text, sides),
        harmed=next((count.side for count in counts if count.side and count.fate), None),
        modality=modality_of(text),
        negations=negation_count(text),
        evaluates=is_evaluation(text),
        acts=frozenset(name for name, pattern in act_patterns().items() if pattern.search(text)),
    )


def _sides(text: str, party: str | None) -> tuple[list[tuple[int, int, str]], list[tuple[int, int]]]:
    """(start, end, code) of the parties named, "we" among them, in order; and where nationals are named ("Serbs")."""
    from checker.lexicon import tokenise, world_lexicon

    tokens = tokenise(text)
    hits = [(tokens[hit.first].start, tokens[hit.last].end, hit.entry) for hit in world_lexicon().find(tokens)]
    found = [(start, end, _canonical(entry.codes[0])) for start, end, entry in hits if entry.kind in _NAMES and entry.codes]
    if party and "+" not in party:
        found += [(match.start(), match.end(), _canonical(party)) for match in _OWN.finditer(text)]
    return sorted(found), [(start, end) for start, end, entry in hits if entry.kind in {"people", "adjective"}]


@cache
def _canonical(code: str) -> str:
    from checker.context import canonical_code

    return canonical_code(code)


def _doer(text: str, sides: list[tuple[int, int, str]]) -> str | None:
    passive = next((code for start, _, code in sides if _BY.search(text[max(0, start - 40) : start])), None)
    return passive or next((code for start, _, code in sides if not _AT.search(text[max(0, start - 24) : start])), None)


_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\s?(?P<half>a\.?m|p\.?m)\b|\b(?P<h24>[01]?\d|2[0-3])[:](?P<m24>[0-5]\d)\b", re.IGNORECASE)
_PARTS = {"midnight": 0, "dawn": 330, "daybreak": 330, "sunrise": 360, "noon": 720, "midday": 720, "dusk": 1110, "sunset": 1110}


def _times(text: str) -> frozenset[int]:
    found = {minutes for word, minutes in _PARTS.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)}
    for match in _CLOCK.finditer(text):
        if match["half"]:
            hour = int(match["hour"]) % 12 + (12 if match["half"].lower().startswith("p") else 0)
            found.add(hour * 60 + int(match["minute"] or 0))
        else:
            found.add(int(match["h24"]) * 60 + int(match["m24"]))
    return frozenset(found)
