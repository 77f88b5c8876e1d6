"""Which place "the town", "the province" and "entered it" stand for: the one of the speaker, of the sentence, or the one that the text is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.speaker_places import kind_of
from checker.story import Place
from checker.told_before import site_told, taken_up
from checker.words import Word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.references import References

_SETTLEMENT = frozenset({"town", "city", "name"})
# What each noun can stand for, as kinds of places.py; no line or water is a town.
_PLACE_KINDS = {
    **dict.fromkeys(("town", "village", "city", "hamlet", "settlement"), _SETTLEMENT),
    **dict.fromkeys(("province", "district", "region", "county", "governorate", "state"), frozenset({"admin", "area", "region"})),
    **dict.fromkeys(("area", "sector"), _SETTLEMENT | {"admin", "area", "region", "site"}),
}
# "The villages around it", "the town of X" need no name.
_TELLING_WHICH = frozenset(["of", "around", "near", "along", "nearest", "closest", "between", "where"])
_SMALL = frozenset(["town", "village", "hamlet", "settlement"])
_PLACES_BACK = 40


def place_before(references: References, token: Token) -> str | None:
    """Name of the place that "the province" or "the town" at `token` stands for; None for "the village of X"."""
    if token.tag_ == "NNS" or any(child.lower_ in _TELLING_WHICH or child.dep_ in ("relcl", "acl") or child.tag_ == "JJS" for child in token.children):
        return None
    here = references.span([token]).start
    text = references.analysis.document.text
    earlier = [
        place for place in references.places[max(0, bisect_left(references.places, here, key=lambda place: place.start) - _PLACES_BACK) :] if place.end <= here
    ]
    start = references.span([token.sent[0]]).start
    if references.where.place is not None and token.lemma_.lower() in ("town", "village", "city"):
        inside = [place for place in earlier if place.start >= start and place.name != references.where.place.name and kind_of(place) in _SETTLEMENT]
        if not inside:
            return references.where.place.name
    lemma = re.escape(token.lemma_)
    kind = re.compile(rf"\b{lemma}(?: of|s?$)", re.IGNORECASE)
    after = re.compile(rf"\W*(?:an? (?:[\w-]+ ){{0,2}})?{lemma}\b", re.IGNORECASE)
    kinds = [place for place in earlier if kind.search(text[max(0, place.start - 16) : place.end]) or after.match(text, place.end)]
    if token.lemma_.lower() in _SMALL:
        earlier = [place for place in earlier if not _is_capital(references, place)]
    own = [place for place in kinds if place.country in references.speaker]
    if kinds:
        return _likeliest(references, own or kinds, token)
    wanted = _PLACE_KINDS.get(token.lemma_.lower())
    fitting = [place for place in earlier if wanted is not None and kind_of(place) in wanted]
    own = [place for place in fitting if place.country is None or place.country in references.speaker] or fitting
    # The one that the text is about, not the one that it named last.
    named = Counter(place.name for place in references.places)
    return max(reversed(own), key=lambda place: named[place.name]).name if own else None


def _is_capital(references: References, place: Place) -> bool:
    match = references.discourse.resolver.mention(place.name)
    return match is not None and match.kind == "seat"


def _likeliest(references: References, kinds: Sequence[Place], token: Token) -> str:
    """Of the towns named before "the town" the one of this sentence or the last, else the one told of most: not a town named once in passing."""
    start = references.span([token.sent[0]]).start
    before = references.span([token.sent.doc[max(0, token.sent.start - 1)].sent[0]]).start if token.sent.start else start
    if kinds[-1].end > before:
        return kinds[-1].name
    here = references.span([token]).start
    named = Counter(place.name for place in references.places if place.end <= here)
    return max(reversed(kinds), key=lambda place: named[place.name]).name


def site_meant(references: References, token: Token, before: Sequence[Word]) -> str | None:
    """The house or place that something happens in, or that is entered, where it is not named in the clause itself."""
    said = {word.token.i for word in before if word.token is not None}
    if token.dep_ == "dobj":
        for sent in (token.sent, token.doc[token.sent.start - 1].sent if token.sent.start else None):
            span = references.span(list(sent)) if sent is not None else None
            inside = [place for place in references.places if span is not None and span.start <= place.start < min(span.end, references.span([token]).start)]
            names = {place.name for place in inside if kind_of(place) in _SETTLEMENT}
            if names:
                return names.pop() if len(names) == 1 else None
    site = site_told(token)
    return taken_up(site) if site is not None and site.i not in said else None
