"""Nouns of the document that a pronoun stands for by its grammar: the subject of the clause before, the fighting that somebody started."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.words import EVENT_NOUNS, SUBJECTS, is_passive, is_verbal, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SEVERAL = frozenset(["they", "them"])
_STARTING = frozenset(["start", "begin", "provoke", "cause", "spark", "trigger", "order", "stage", "plan", "instigate", "launch"])
_BEGINNING = frozenset(["begin", "start", "end", "last", "stop", "erupt"])
_FIGHTING = EVENT_NOUNS | frozenset(["fighting", "violence", "war", "battle", "clash", "unrest", "brawl", "skirmish", "incident", "shooting"])
_FLAT = frozenset(["amod", "compound", "poss", "nmod", "case"])
_PEOPLE_WORDS = """
    soldier troop fighter man woman child civilian villager farmer prisoner captive guard policeman officer sailor fisherman worker rebel gunman
    shopper person people student pilgrim migrant refugee peacekeeper resident militant terrorist nurse doctor teacher pupil boy girl detainee
    hostage passenger medic volunteer crewman
"""
PERSONS = frozenset(_PEOPLE_WORDS.split())
_COUNTABLE = PERSONS | frozenset(["truck", "vehicle", "tank", "boat", "ship", "vessel", "drone", "jet", "rocket", "shell", "missile", "bus"])
_THING_WORDS = """
    shell rocket missile bomb mortar round grenade shot bullet drone aircraft jet plane helicopter truck car bus tank vehicle convoy boat ship vessel
    trawler mine fire blast explosion fragment house building school clinic bridge shelter
"""
THINGS = frozenset(_THING_WORDS.split())
# What a shell or a truck does by itself; "it fired on us" is another's act.
_OF_THINGS = frozenset(["fall", "land", "come", "explode", "burn", "hit", "strike", "crash", "collapse", "sink", "burst", "go", "fly", "be", "carry"])
_COUNTS = frozenset(["some", "most", "all", "none", "many", "several", "dozens"])


def subject_meant(pronoun: Token) -> Token | None:
    """The subject of an earlier clause that "they" or "it" stands for: "about 40 soldiers had crossed, and they were driven back"."""
    verb = pronoun.head
    if pronoun.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "conj" or any(child.tag_ == "MD" for child in verb.children):
        return None
    several = pronoun.lower_ in _SEVERAL
    if not (several or pronoun.lower_ == "it"):
        return None
    first = verb.head
    while first.dep_ == "conj" and subject_of(first) is None:
        first = first.head
    subject = subject_of(first) if is_verbal(first) else None
    if subject is None or subject.pos_ != "NOUN" or several != (subject.tag_ == "NNS"):
        return None
    # Who acts may be the party that speaks or that is spoken of; what is done to it, and what things do, is told of the noun.
    return subject if is_passive(verb) or (not several and subject.lemma_.lower() in THINGS and verb.lemma_ in _OF_THINGS) else None


def counted_before(pronoun: Token) -> Token | None:
    """Who "15 of them" are part of: the last people or things told of before in the plural; None where nothing fits.

    The counted subject of the sentence before others: "Two houses had collapsed, he said, and one of them had not been searched."
    """
    number = pronoun.head.head if pronoun.dep_ == "pobj" and pronoun.head.lower_ == "of" else None
    if pronoun.lower_ != "them" or number is None or not (number.like_num or number.lower_ in _COUNTS):
        return None
    if number.dep_ in SUBJECTS:
        for token in reversed(pronoun.doc[pronoun.sent.start : number.left_edge.i]):
            if token.tag_ == "NNS" and token.dep_ in SUBJECTS and any(child.dep_ == "nummod" for child in token.children):
                return token
    for token in reversed(pronoun.doc[: number.left_edge.i]):
        if token.tag_ == "NNS" and token.lemma_.lower() in _COUNTABLE:
            return token
    return None


def started(pronoun: Token) -> Token | None:
    """The fighting that "starting it" and "it began at dawn" are about: the last event named before in the paragraph."""
    begun = pronoun.dep_ == "nsubj" and pronoun.head.lemma_ in _BEGINNING and all(child.dep_ not in ("dobj", "xcomp") for child in pronoun.head.children)
    if pronoun.lower_ != "it" or not (begun or (pronoun.dep_ == "dobj" and pronoun.head.lemma_ in _STARTING)):
        return None
    return next(
        (token for token in reversed(pronoun.doc[: pronoun.i]) if {token.lemma_.lower(), token.lower_} & _FIGHTING and token.pos_ in ("NOUN", "VERB")), None
    )


def definite(noun: Token) -> str:
    """A noun taken up again: "about 60 Chinese troops" as "the Chinese troops"."""
    words = [token for token in noun.subtree if token.i < noun.i and (token.dep_ in _FLAT or token.head.dep_ == "poss") and token.dep_ != "det"]
    words = [token for token in words if token.i >= noun.i - len(words)] + [noun]
    owned = any(token.dep_ == "poss" for token in words)
    spoken = (token.text if token.pos_ == "PROPN" or token.tag_.startswith("JJ") else token.text.lower() for token in words)
    text = re.sub(r" (?=['’])", "", " ".join(spoken))
    return text if owned else f"the {text}"
