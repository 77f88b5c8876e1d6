"""Which side "they", "their" and "he" mean: in a quotation the other side, in what is reported who was told of before; () where two compete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.blame import HOSTILE_VERBS
from checker.lexicon import word_class
from checker.sides import Sides
from checker.story import SAYING
from checker.told_before import goes_on, is_described, is_witness, several_told
from checker.units import noun_unit

if TYPE_CHECKING:
    from spacy.tokens import Token

    from checker.references import References

_SEVERAL = frozenset(["they", "them", "their", "theirs"])
_MALE = frozenset(["he", "she", "him", "his", "her"])
_ARMED_UNITS_WORDS = """
    soldiers fighters drones aircraft helicopters tanks guns rockets missiles bombs rounds ships mines
    """
_ARMED_UNITS = frozenset(_ARMED_UNITS_WORDS.split())
_ARMED_WORDS = """
    army military force artillery sniper man side position post gunner mortar unit command commander general leader government minister attack strike fire
    aggression provocation
    """
_ARMED = frozenset(_ARMED_WORDS.split())
_TELLING = frozenset(["tell", "inform", "warn", "remind"])


def pronoun_parties(token: Token, references: References) -> tuple[str, ...] | None:
    """Parties of a pronoun by who speaks and what stands near; () where it has to stay as it is, None where nothing tells."""
    if token.lower_ in _SEVERAL:
        return _quoted(token, references) if references.quoted else _reported(token, references)
    if token.lower_ == "it" and references.quoted and references.speaker == ("LOCAL",) and not token.dep_.startswith("poss"):
        return ()  # a resident's "it" is a thing
    if token.lower_ in _MALE and not references.quoted:
        return _addressed(token, references) or (None if references.personal else _person(token, references))
    return None


def _quoted(token: Token, references: References) -> tuple[str, ...] | None:
    """Who speaks of himself says "we": "they" are the opponent, unless it goes on about several told of in the quotation."""
    if (
        is_described(token)
        or goes_on(token)
        or (is_witness(token) and several_told(token, people=True) is not None)
        or (token.lower_ == "their" and not _is_armed(token.head) and several_told(token) is not None)
    ):
        return ()
    sides = Sides(references.discourse.resolver, references.discourse.focus)
    found = references.discourse.resolve(references.span([token]), speaker=references.speaker)
    codes = found.parties if found is not None else ()
    if references.speaker == ("LOCAL",):
        country = references.where.country
        own = [code for code in sides.focus if country is not None and country in (code, sides.resolver.country(code))]
        opponent = sides.opponent(own[0]) if len(own) == 1 else None
        return (opponent,) if opponent is not None else codes if len(codes) == 1 and not own and not sides.observes(codes[0]) else ()
    own_side, foremost = sides.own(references.speaker), sides.focus[:2]
    if own_side is None:
        himself = bool(references.speaker) and set(references.speaker) <= set(codes)
        return tuple(code for code in sides.focus if code not in references.speaker)[:1] if himself else None
    if len(codes) == 1 and codes[0] in sides and codes[0] != own_side and (own_side in foremost or sides.is_group(codes[0])):
        return codes
    return tuple(code for code in foremost if code != own_side) if own_side in foremost else ()


def _reported(token: Token, references: References) -> tuple[str, ...] | None:
    """A single speaker's "they" is not two parties, and no bystander of another story."""
    if references.plural or len(references.speaker) != 1:
        return None
    if is_described(token):
        return ()
    found = references.discourse.resolve(references.span([token]), speaker=references.speaker)
    return () if found is not None and (len(found.parties) > 1 or (found.kind == "local" and references.speaker != found.parties)) else None


def _person(token: Token, references: References) -> tuple[str, ...] | None:
    """Party of the last person told of before "he" in the sentence, where it is no person who speaks: "the call came from Chad's envoy, and he promised"."""
    sent = token.sent
    people = word_class("person")
    for noun in reversed(token.doc[sent.start : token.i]):
        if noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in people and noun.dep_ not in ("compound", "poss") and not _says(noun):
            return references.parties(list(noun.doc[noun.left_edge.i : noun.i + 1])) or None
    return None


def _addressed(token: Token, references: References) -> tuple[str, ...] | None:
    """ "Told the envoy that his country had broken the truce": a charge is one against who is told."""
    owned = token.lower_ in ("his", "her") and token.head.lemma_.lower() in ("country", "government", "army", "troop", "force", "side", "state", "nation")
    verb = next((up for up in token.ancestors if up.pos_ in ("VERB", "AUX")), None)
    if not owned or verb is None or verb.lemma_.lower() not in HOSTILE_VERBS or any(child.dep_ == "neg" for child in verb.children):
        return None
    telling = next((up for up in verb.ancestors if up.lemma_ in _TELLING), None)
    told = next((child for child in telling.children if child.dep_ in ("dobj", "dative") and child.i > telling.i), None) if telling is not None else None
    if told is None or told.tag_ != "NN":
        return None
    codes = references.parties(list(told.doc[told.left_edge.i : told.i + 1]))
    return codes if codes and codes != references.speaker else None


def _says(noun: Token) -> bool:
    return noun.head.lemma_ in SAYING and noun.dep_ in ("nsubj", "dobj", "dative")


def _is_armed(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in _ARMED or (noun_unit(lemma) or "") in _ARMED_UNITS
