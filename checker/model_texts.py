"""The two texts of a pair as the NLI model reads them: with party and date before them, and set in the place and on the day of what they tell.

Claims that were paired are taken to speak of one event unless their slots say otherwise. A sentence of a story seldom names the place and the day again
("Seven civilians were killed"), and a model that isn't told them can't know that "Nobody was hurt in Beled Hawo on Monday" is about the same. So
what a claim's slots know is put into its text, and what one claim leaves open is taken from the other; the typed comparison still
sees what each of them knows by itself.
"""

from __future__ import annotations

import re

from checker.claim import Claim
from checker.context import in_context
from checker.rendering import completed

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ENDED = re.compile(r"[.?!]+$")


def model_texts(a: Claim, b: Claim) -> tuple[str, str]:
    """Both claims as the model reads them. Claims made from bare texts, which have no type, get their party and date only."""
    return _set(a, b), _set(b, a)


def _set(claim: Claim, other: Claim) -> str:
    text = claim.text
    if claim.type:
        bare = _ENDED.sub("", text)
        finished = completed(bare, place=_place(claim, other), day=None if _YEAR.search(bare) else claim.event_date or other.event_date, count=_counts(claim))
        text = text if finished == bare else f"{finished}."
    return in_context(text, party="+".join(claim.parties), day=claim.published)


def _place(claim: Claim, other: Claim) -> str | None:
    """A place that the claim is not told with yet: its own, else that of the other claim unless its text names that one in another way."""
    places = claim.places or other.places
    told = claim.text.lower()
    return None if not places or any(place.lower() in told for place in (*claim.places, *other.places)) else places[0]


def _counts(claim: Claim) -> bool:
    """Whether the claim counts what has happened up to a day."""
    return claim.type == "displacement" or (claim.type == "casualties" and " had " in claim.text)
