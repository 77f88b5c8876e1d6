"""The noun that a bare number stands for: "No tank was lost. One ran over a mine": one tank; "some 2,000 left and four were hurt": four people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.antecedents import PERSONS
from checker.inflection import base, plural
from checker.words import HARMED, SUBJECTS, Clause, Word, added

if TYPE_CHECKING:
    from spacy.tokens import Token

_BACK = 60  # words
_ORDINALS = frozenset(["second", "third", "fourth", "fifth"])
_BEFALLING = frozenset(["die", "flee", "drown", "survive", "succumb", "kill", "wound", "injure", "hurt", "displace", "arrest", "detain", "evacuate", "treat"])
_UNITS_WORDS = "day week month year hour minute meter metre kilometer kilometre mile yard foot percent ton dollar time o'clock a.m. p.m. occasion"
_UNITS = frozenset(_UNITS_WORDS.split())
_ANY = frozenset(["no", "any", "another", "several"])


def with_noun(clause: Clause) -> Clause:
    """The clause with a noun after the number that is its subject; as it is where the number has one, or nothing was counted before."""
    subject, head = clause.subject, clause.head
    if subject is None or head is None or not _is_bare(subject, head):
        return clause
    at = next((index for index, word in enumerate(clause.words) if word.token is not None and word.token.i == subject.i), None)
    if at is None or clause.words[at].text.lower() != subject.lower_:
        return clause
    noun = _counted_before(subject)
    of_persons = (
        head.lower_ in HARMED or base(head.text) in _BEFALLING or any(child.lower_ in HARMED and child.dep_ in ("acomp", "attr") for child in head.children)
    )
    one = subject.lower_ in ("one", "1", "any") or subject.lower_ in _ORDINALS
    if of_persons and (noun is None or noun.lemma_.lower() not in PERSONS):
        words = added("person" if one else "people")
    elif noun is None:
        return clause
    else:
        named = tuple(Word(child.text, child) for child in noun.lefts if child.dep_ in ("amod", "compound") and child.ent_type_ in ("NORP", "GPE"))
        lemma = noun.lemma_.lower()
        words = (*named, Word(lemma if one else noun.text if noun.tag_ == "NNS" else plural(lemma), noun))
    return replace(clause, words=(*clause.words[: at + 1], *words, *clause.words[at + 1 :]))


def _is_bare(subject: Token, head: Token) -> bool:
    """Whether the subject is a number, "any" or "a third" that nothing tells more about; "one can see" is about nobody."""
    if subject.dep_ not in SUBJECTS or any(child.i > subject.i or child.lower_ == "no" for child in subject.children):
        return False
    if subject.lower_ in _ORDINALS:
        return any(child.lower_ in ("a", "another") for child in subject.children)
    if subject.lower_ == "any":
        return True
    return (subject.tag_ == "CD" or subject.like_num) and not (subject.lower_ == "one" and any(child.tag_ == "MD" for child in head.children))


def _counted_before(subject: Token) -> Token | None:
    """The thing or person counted last before: with a number, with "no", or in "two of its fighters"."""
    first = subject.left_edge.i
    for token in reversed(subject.doc[max(0, first - _BACK) : first]):
        if token.tag_ not in ("NN", "NNS") or token.lemma_.lower() in _UNITS or token.ent_type_ in ("DATE", "TIME", "PERCENT", "QUANTITY"):
            continue
        number = any(child.dep_ == "nummod" or child.lower_ in _ANY for child in token.children)
        part = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.tag_ == "CD"
        if (number or part) and token.dep_ in (*SUBJECTS, "dobj", "attr", "pobj") and (part or token.dep_ != "pobj" or token.head.lower_ == "by"):
            return token
    return None
