"""Whose a noun phrase is: the parties that it names, or for which its soldiers, ships and crews act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.owners import is_owned
from checker.references import References
from checker.words import EVENT_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORCES_WORDS = """
    army unit troop aircraft force jet pilot gunner soldier tank gun drone navy plane helicopter artillery warship vessel fighter guard patrol
    warplane armor armour battalion brigade column commando paratrooper bomber gunboat
"""
_RELATED = frozenset(["neighbor", "neighbour", "foe", "rival", "enemy", "opponent", "ally", "adversary", "counterpart", "partner", "side"])
_POINTING = frozenset(["the", "this", "that", "these", "those", "both"])
_FLAT = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "case", "quantmod", "advmod"})
FORCES = frozenset(_FORCES_WORDS.split())
_OUTLAWS = frozenset(["rebel", "guerrilla", "militant", "insurgent", "gunman", "fighter", "separatist", "militiaman", "member"])


def is_force(noun: Token) -> bool:
    """Whether a noun is of troops or their arms: "tanks", "armored vehicles"."""
    if noun.lemma_.lower() in FORCES:
        return True
    return noun.lemma_.lower() in ("vehicle", "personnel") and any(child.lower_ in ("armored", "armoured", "military") for child in noun.children)


def is_weapon(noun: Token) -> bool:
    """Whether a noun is of an attack or its arms."""
    return noun.lemma_.lower() in EVENT_NOUNS or noun.lemma_.lower() in (
        "round",
        "shell",
        "bomb",
        "rocket",
        "missile",
        "drone",
        "jet",
        "mortar",
        "aircraft",
        "grenade",
        "gun",
        "tank",
    )


def phrase_parties(head: Token, references: References, inside: set[int]) -> tuple[str, ...]:
    """Parties of a noun phrase: of the phrase, else of its modifiers ("Thai" in "Thai fighter jets"), else of its "of"-phrase."""
    if head.lemma_.lower() in _OUTLAWS:
        # "Colombian rebels of the ELN" are not Colombia's.
        named = (match for child in head.children if child.lower_ == "of" for part in child.children if (match := phrase_parties(part, references, inside)))
        found = next(named, ())
        if found:
            return found
    flat = [token for token in head.subtree if token.i <= head.i and (token.i == head.i or token.dep_ in _FLAT) and token.i >= head.left_edge.i]
    flat = _adjacent(flat, head)
    own = flat[0].tag_ == "PRP$" and not references.denying and head.lemma_.lower() not in _RELATED
    if own and references.actors(flat[:1]) == references.speaker:
        return references.speaker  # "its armored vehicles"
    if flat[0].lower_ == "their" and any(token.lower_ == "own" for token in flat):
        return ()  # "from their own people": the subject's
    if flat[0].lower_ in ("his", "her"):
        flat = flat[1:]  # "her house" is a person's
    match = references.actors(flat)
    if match:
        return match
    for token in flat:
        # "Its" in a denial is the accuser's; elsewhere what is not the speaker's is mostly the subject's own.
        if token.tag_ == "PRP$" and references.denying:
            match = references.actors([token])
            if match:
                return match
        if token.pos_ in ("PROPN", "ADJ", "PRON") and token.tag_ != "PRP$" and not _in_a_name(token, references):
            match = references.actors([token])
            if match:
                return match
    for child in head.children:
        if child.dep_ == "poss" and child.i in inside and child.tag_ != "PRP$":
            match = phrase_parties(child, references, inside)
            if match:
                return match
        if child.dep_ == "conj" and child.i in inside:
            return phrase_parties(child, references, inside)
        if child.lower_ in ("of", "from") and child.dep_ == "prep":
            for part in child.children:
                match = phrase_parties(part, references, inside)
                if match:
                    return match
    owner = references.story.owners.get(head.lemma_.lower())
    if owner is not None and is_owned(head) and any(child.lower_ in _POINTING for child in head.children):
        return (owner,)
    return ()


def _in_a_name(token: Token, references: References) -> bool:
    """Whether the short name of somebody in office is part of another name: "Khan" in "the Ghulam Khan crossing"."""
    if token.pos_ != "PROPN" or not any(other.pos_ == "PROPN" for other in token.doc[max(0, token.i - 1) : token.i + 2] if other.i != token.i):
        return False
    match = references.discourse.resolver.mention(token.text)
    return match is not None and match.kind == "short_name"


def _adjacent(tokens: list[Token], head: Token) -> list[Token]:
    """The unbroken run of tokens that ends in the head."""
    run = [head]
    for token in sorted((token for token in tokens if token.i < head.i), key=lambda token: -token.i):
        if token.i != run[0].i - 1:
            break
        run.insert(0, token)
    return run
