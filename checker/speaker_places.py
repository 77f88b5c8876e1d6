"""Where a speaker is who says "here", "us", "our street" and "the town": the place, or the house, that his own phrase names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.document import Span
from checker.lexicon import word_class
from checker.party_words import of_country, party_names, possessive
from checker.story import Place, Story

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.references import References

_SETTLEMENT = frozenset({"town", "city", "name"})
_LIVES = re.compile(r"\b(in|at|of|from|near)\s+(?:the\s+)?(?:(?:town|village|city|settlement|hamlet|district|outskirts)\s+of\s+)?(?:[a-z-]+\s+)?$")
_THERE = re.compile(r"\b(?:there|here)\b")
_HOUSE = re.compile(r"\b(?:at|of|in)\s+((?:the\s+)?(?:[\w-]+(?:['’]s?)?\s+){0,4}?(?:[Hh]ospital|[Cc]linic)(?:\s(?:in|of)\s(?:[A-Z][\w-]+\s?)+)?)")
_HELPER_WORDS = "surgeon doctor nurse medic paramedic superintendent physician director head administrator manager chief"
_HELPERS = frozenset(_HELPER_WORDS.split())

# What a doctor tells of his hospital: "we had 58 wounded".
_HOUSE_VERBS = frozenset(["have", "receive", "treat", "admit", "take", "get", "lose", "need", "register", "count", "lack"])
_NEAR = frozenset(["near", "around", "from"])
_SETTLED = frozenset(["village", "town", "city", "hamlet", "settlement", "neighborhood", "neighbourhood"])
_CIVIC_WORDS = """
    street bazaar market mosque church school clinic hospital square harbor harbour bridge road house home roof field orchard people neighbor neighbour
    water well mill bakery
    """
_CIVIC = frozenset(_CIVIC_WORDS.split())
# Of these a town has more than one.
_SEVERAL = frozenset(["street", "road", "house", "home", "roof", "field", "orchard", "neighbor", "neighbour"])
_ON_SIDE = frozenset(["on", "from", "to", "across", "over", "inside", "onto", "into"])
_FIRING = frozenset(["fire", "launch", "shoot", "leave", "come", "go", "cross", "open", "fly"])


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of where a speaker is. resident: whether he speaks as one of those who live there."""

    place: Place | None = None
    house: str | None = None
    resident: bool = False

    @property
    def country(self) -> str | None:
        """Country of the place."""
        return self.place.country if self.place is not None else None


NOWHERE = Whereabouts()


def kind_of(place: Place) -> str:
    """What kind of place a name stands for; "name" where no gazetteer has it."""
    from checker.place_names import resolve

    nodes = resolve(place.name)
    return nodes[0].kind if nodes else "name"


def whereabouts(speaker: Span | None, parties: tuple[str, ...], story: Story, text: str) -> Whereabouts:
    """Where the speaker at `speaker` is; nothing for officials who merely sit in a capital."""
    if speaker is None:
        return Whereabouts()
    resident = parties == ("LOCAL",)
    house = _HOUSE.search(speaker.text)
    helper = house is not None and set(re.findall(r"[a-z]+", speaker.text[: house.start()].lower())) & _HELPERS
    named = None
    for place in story.places:
        if speaker.start <= place.start < speaker.end and kind_of(place) in _SETTLEMENT:
            joint = _LIVES.search(text[speaker.start : place.start])
            if joint and (resident or (joint.group(1) == "of" and _governs(text[speaker.start : place.start]))):
                named = place
                break
    if named is None and resident and _THERE.search(speaker.text):
        named = next((place for place in reversed(story.places) if place.end <= speaker.start and kind_of(place) in _SETTLEMENT), None)
    return Whereabouts(named, house.group(1) if house is not None and helper else None, resident)


def _governs(before: str) -> bool:
    """Whether an office is that of the place: "the mayor of X", not "the army of X"."""
    words = re.findall(r"[a-z]+", before.lower())
    return bool(set(words) & (word_class("person") | {"administrator", "council", "municipality"}))


def in_first_person(token: Token, references: References) -> str | None:
    """ "I", "us" and "we" of people who are somewhere: a resident, the town, the hospital; None for others."""
    where, lower = references.where, token.lower_
    if lower == "we" and where.house is not None and token.dep_ == "nsubj" and token.head.lemma_ in _HOUSE_VERBS:
        return where.house
    if references.speaker != ("LOCAL",):
        return None
    if lower in ("i", "me"):
        return "a resident"
    near = token.dep_ == "pobj" and (token.head.lower_ in _NEAR or (token.head.lower_ == "of" and any(up.lower_ == "within" for up in token.ancestors)))
    return where.place.name if lower == "us" and where.place is not None and near else None


def own_ground(chunk: list[Token], references: References) -> str | None:
    """ "Our street", "our village" by the place that the speaker is of; a state has many: "a Chadian bazaar"; None for others."""
    head, place = chunk[-1], references.where.place
    lemma = head.lemma_.lower()
    if chunk[0].lower_ != "our" or lemma not in _SETTLED | _CIVIC:
        return None
    rest = " ".join(token.text for token in chunk[1:])
    if place is not None:
        if lemma in _SETTLED:
            return f"the {rest} of {place.name}"
        return f"a {rest} in {place.name}" if lemma in _SEVERAL and head.tag_ == "NN" else f"{possessive(place.name)} {rest}"
    state = len(references.speaker) == 1 and references.discourse.resolver.kind(references.speaker[0]) == "country"
    if not state or head.tag_ != "NN" or lemma in ("people", "water"):
        return None
    return of_country(references.speaker[0], rest)


def is_ground_side(noun: Token) -> bool:
    """Whether a side is ground and not who fights: "on our side of the line", "crossed to their side"."""
    if noun.lemma_.lower() != "side":
        return False
    left = noun.dep_ == "dobj" and noun.head.lemma_ in ("leave", "reach", "hit")
    return left or any(child.lower_ == "of" for child in noun.children) or (noun.dep_ == "pobj" and noun.head.lower_ in _ON_SIDE)


def standing(token: Token, references: References) -> str | None:
    """ "Here" in a quotation as the place of the speaker; for officials "fired from here" is from their side."""
    if token.lower_ != "here" or not references.quoted or token.pos_ not in ("ADV", "PRON") or token.i + 1 == len(token.doc):
        return None
    if token.nbor(1).dep_ == "prep" and token.nbor(1).lower_ in ("at", "in", "on", "near"):
        return None
    after = token.i > 0 and token.nbor(-1).pos_ == "ADP"
    if (place := references.where.place) is not None:
        return place.name if after else f"in {place.name}"
    names = party_names(references.speaker) if len(references.speaker) == 1 and references.speaker != ("LOCAL",) else None
    fired = after and token.nbor(-1).lower_ == "from" and any(up.lemma_ in _FIRING for up in token.ancestors)
    return f"{possessive(names)} side" if names is not None and fired else None
