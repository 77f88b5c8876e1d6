"""Nouns told of before that "they", "their", "it" and "them" take up: people and things that acted, houses and places that one is in.

Only where one noun fits: the subject of the nearest sentence that tells of several, or the only house or place that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checker.antecedents import definite
from checker.story import SAYING
from checker.units import noun_unit
from checker.words import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SENTENCES_BACK = 2
_PEOPLE_UNITS = """
    people civilians women children soldiers fighters police sailors peacekeepers monitors medics journalists families patients
    """
_PEOPLE = frozenset(_PEOPLE_UNITS.split())
_MOVING = frozenset(["drones", "aircraft", "helicopters", "tanks", "trucks", "vehicles", "ships", "balloons"])
# People that no table of counted nouns has.
_FURTHER_WORDS = """
    delegate expert brother sister son daughter leader minister official battalion brigade unit body victim
    """
_FURTHER = frozenset(_FURTHER_WORDS.split())
_SITE_WORDS = """
    hospital clinic school mosque church temple monastery post base camp village town city depot mill factory bridge house home building market bazaar
    barracks airport airfield port hotel prison checkpoint tunnel trench bunker launcher vehicle truck car bus ship boat vessel convoy plant warehouse
    station tower dam shelter valley sector area hill ridge outpost fort barn cave
    """
_SITES = frozenset(_SITE_WORDS.split())
_WHERE = frozenset(["in", "inside", "at", "near", "beside", "behind", "around", "outside", "into", "through", "beneath", "under", "aboard"])
_REACHING_WORDS = """
    enter leave reach take retake recapture hold storm shell bomb abandon besiege surround evacuate
    """
_REACHING = frozenset(_REACHING_WORDS.split())
# What only people are, whom somebody tells of: "they were brothers", "they had been armed".
_STATES_WORDS = """
    armed unarmed dead alive buried brother sister cousin relative couple spy scout asleep awake born handcuffed blindfolded masked barefoot naked pregnant
    """
_STATES = frozenset(_STATES_WORDS.split())
# What those do of whom somebody goes on to tell, and an enemy seldom: "they saw nothing else".
_WITNESSING_WORDS = """
    see hear notice count find watch observe smell feel survive live work sleep flee hide
    """
_WITNESSING = frozenset(_WITNESSING_WORDS.split())
_SIDES_PEOPLE = frozenset(["soldiers", "fighters", "police", "peacekeepers", "monitors"])
_OWNER = re.compile(r"^(?:its|their|our|my|his|her) ", re.IGNORECASE)
_FIRST = frozenset(["us", "our", "me", "my", "ours"])


def taken_up(noun: Token) -> str:
    """A noun named again: "two of its posts" as "the posts", "the 28 Swiss trucks" as "the Swiss trucks"."""
    text = _OWNER.sub("the ", definite(noun))
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    named = owner is not None and any(child.lower_ == "the" for child in owner.children)
    return f"the {text}" if named and not text.lower().startswith("the ") else text


def several_told(pronoun: Token, *, people: bool = False) -> Token | None:
    """The noun in the plural that "they", "them" or "their" stands for; None where two compete. people: only persons."""
    own = {child.i for up in pronoun.ancestors for child in up.children if child.dep_ in ("nsubj", "nsubjpass") and _shares_verb(child, pronoun)}
    for stretch in _stretches(pronoun):
        if any(token.lower_ == "they" and token.dep_ in ("nsubj", "nsubjpass") and token.i not in own and not is_teller(token) for token in stretch):
            continue  # those of whom it goes on to tell were named before
        nouns = [token for token in stretch if token.i not in own and _is_several(token, people=people) and not is_teller(token)]
        if not nouns:
            continue
        subjects = [noun for noun in nouns if noun.dep_ in ("nsubj", "nsubjpass")]
        chosen = subjects[-1] if subjects else nouns[0] if len({noun.lemma_ for noun in nouns}) == 1 else None
        joint = chosen is not None and (chosen.dep_ == "conj" or any(child.dep_ == "conj" for child in chosen.children))
        return None if joint else chosen
    return None


def is_described(pronoun: Token) -> bool:
    """Whether "they" are said to be what persons are and no side is: "they were brothers", "they had been unarmed"."""
    verb = pronoun.head
    if pronoun.lower_ != "they" or pronoun.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.lower_ in _STATES:
        return True
    told = [child for child in verb.children if child.dep_ in ("attr", "acomp")] if verb.lemma_ == "be" else []
    return any(noun.lemma_.lower() in _STATES or (noun_unit(noun.lemma_) or "") in _PEOPLE - _SIDES_PEOPLE for noun in told)


def is_witness(pronoun: Token) -> bool:
    """Whether "they" saw, heard or lived through something."""
    return pronoun.lower_ == "they" and pronoun.dep_ == "nsubj" and pronoun.head.lemma_.lower() in _WITNESSING


def goes_on(pronoun: Token) -> bool:
    """Whether "they" may be the several that the clause before is about: "our jets were up there, and they hit a bridge", not "... and they shot at us"."""
    verb = pronoun.head
    if verb.dep_ != "conj" or pronoun.dep_ not in ("nsubj", "nsubjpass") or any(token.lower_ in _FIRST for token in verb.subtree):
        return False
    subject = subject_of(verb.head)
    return subject is not None and subject.tag_ == "NNS" and not any(child.lower_ == "their" for child in subject.children)


def site_told(pronoun: Token) -> Token | None:
    """The house or place that "in it", "near them" or "entered it" is about: the only one of its number in the nearest sentence that names any."""
    if not is_site(pronoun):
        return None
    own = {child.i for up in pronoun.ancestors for child in up.children if child.dep_ in ("nsubj", "nsubjpass") and _shares_verb(child, pronoun)}
    tag = "NN" if pronoun.lower_ == "it" else "NNS"
    for stretch in _stretches(pronoun):
        sites = [token for token in stretch if token.tag_ == tag and token.lemma_.lower() in _SITES and token.i not in own and token.dep_ != "compound"]
        if sites:
            return sites[-1] if len({site.lemma_ for site in sites}) == 1 else None
    return None


def is_site(pronoun: Token) -> bool:
    """Whether "it" or "them" is where something happens, or what is entered, left or held."""
    if pronoun.lower_ not in ("it", "them"):
        return False
    if pronoun.dep_ == "pobj":
        return pronoun.head.lower_ in _WHERE
    return pronoun.lower_ == "it" and pronoun.dep_ == "dobj" and pronoun.head.lemma_.lower() in _REACHING


def _stretches(pronoun: Token) -> Iterator[Sequence[Token]]:
    """What stands before a pronoun in its sentence, then the sentences before it."""
    sent = pronoun.sent
    yield list(pronoun.doc[sent.start : pronoun.i])
    for _ in range(_SENTENCES_BACK):
        if not sent.start:
            return
        sent = pronoun.doc[sent.start - 1].sent
        yield list(pronoun.doc[sent.start : sent.end])


def _is_several(token: Token, *, people: bool) -> bool:
    if token.dep_ in ("compound", "poss", "nmod", "npadvmod"):
        return False
    if token.tag_ == "NNPS" and token.ent_type_ in ("NORP", "ORG"):
        return not people
    unit = noun_unit(token.lemma_.lower()) or ""
    return token.tag_ == "NNS" and (unit in _PEOPLE or token.lemma_.lower() in _FURTHER or (unit in _MOVING and not people))


def is_teller(noun: Token) -> bool:
    """Whether a noun is who says a sentence, or who is told."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
    return verb.lemma_ in SAYING and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "iobj", "pobj")


def _shares_verb(subject: Token, pronoun: Token) -> bool:
    """Whether a subject is that of the pronoun's own verb, and not of one above it."""
    up = pronoun.head
    while up.dep_ in ("prep", "pobj", "agent", "pcomp", "nsubj", "nsubjpass", "dobj") and up.head.i != up.i:
        up = up.head
    return subject.head.i == up.i


def subject_told(pronoun: Token) -> Token | None:
    """The thing or place that the clause before is about, for "its": "the town had lost its power and its only school was in ruins"."""
    verb = next((up for up in pronoun.ancestors if up.pos_ in ("VERB", "AUX")), None)
    if pronoun.lower_ != "its" or verb is None or verb.dep_ != "conj":
        return None
    subject = subject_of(verb.head)
    return subject if subject is not None and subject.tag_ == "NN" and not is_teller(subject) else None
