"""Counted amounts of a claim."""

from __future__ import annotations

import re

from checker.claim import Quantity
from checker.quantity_search import QuantityMention

_NUMBER_OF = re.compile(
    r"\bthe number of (?P<noun>[a-z]+(?: (?:killed|wounded|injured|hurt|displaced|missing|detained))?)\b(?P<rest>[^.;]{0,80}?)"
    r" (?:(?:has|have|had) )?(?:now )?(?:risen|climbed|rose|grown|grew|increased|gone up|fallen|fell|was|were|is|stood|stands|reached|hit|been put"
    r"|(?P<verb>passed|exceeded|topped|surpassed))(?: (?:to|at|by))?"
    r" (?P<amount>(?:(?:at least|about|some|nearly|almost|more than|over|around) )?(?:\d[\d,.]*\d|\d|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|\w+ hundred)(?: (?:hundred|thousand|million))?)\b",
    re.IGNORECASE,
)
# "Two days earlier" tells when, not how many.
_RELATIVE_TIME = re.compile(
    r"\s*(?:days?|hours?|weeks?|months?|years?|minutes?)?\s*(?:earlier|later|ago|before|after|since|previously|ahead of)\b", re.IGNORECASE
)
_BARE_STATES = {
    "dead": "people killed",
    "deaths": "people killed",
    "fatalities": "people killed",
    "wounded": "people wounded",
    "injured": "people injured",
    "displaced": "people displaced",
    "missing": "people missing",
    "detained": "people detained",
    "evacuees": "people evacuated",
}


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Counted amounts in a claim's text."""
    from checker.quantities import find_quantities

    counted = _as_count(text)
    found = [_as_written(mention) for mention in find_quantities(counted) if not _RELATIVE_TIME.match(counted, mention.end)]
    none = {amount.unit for amount in found if amount.value == 0}
    # "not one rocket" counts no rocket, not one.
    return tuple(dict.fromkeys(amount for amount in found if amount.unit not in none or amount.value == 0))


def _as_written(mention: QuantityMention) -> Quantity:
    """Distances in kilometers where they are told so."""
    if mention.unit.startswith("meters") and re.search(r"\b(?:km|kilomet(?:er|re)s?)\b", mention.text, re.IGNORECASE):
        return Quantity(mention.value / 1000, mention.bound, mention.unit.replace("meters", "kilometers", 1))
    return Quantity(mention.value, mention.bound, mention.unit)


def _as_count(text: str) -> str:
    """ "The number of dead has risen to nine" as "nine people killed": the count before what is counted."""
    match = _NUMBER_OF.search(text)
    if match is None:
        return text
    noun = match["noun"].strip()
    noun = _BARE_STATES.get(noun.lower(), noun)
    more = "more than " if match["verb"] in ("passed", "exceeded", "topped", "surpassed") else ""
    return f"{text[: match.start()]}{more}{match['amount']} {noun}{text[match.end() :]}"
