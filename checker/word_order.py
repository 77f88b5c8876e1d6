"""Sentences whose words stand in another order than subject, verb, rest: "killed were two nurses", "nor had a tank moved", two sentences in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.story import SAYING
from checker.words import AUXILIARIES, SUBJECTS, Clause, Word, is_passive, root_of, subject_of, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADING = frozenset(["never", "not", "once", "rarely", "seldom", "nowhere"])
_ASKED = frozenset(["have", "do", "be"])
_FINITE = ("VBD", "VBZ", "VBP")


def side_by_side(tokens: Sequence[Token]) -> int:
    """Where a semicolon, a colon or ", and" parts two whole sentences: "villages were hit; we have no report"; 0 for nowhere.

    At ", and" only where the parser does not join the two by itself.
    """
    for index, token in enumerate(tokens):
        if token.lower_ == "and" and index > 1 and tokens[index - 1].text == "," and all(_is_whole(part) for part in (tokens[:index], tokens[index + 1 :])):
            first, second = root_of(trimmed(tokens[:index])), root_of(trimmed(tokens[index + 1 :]))
            anaphoric = any(token.lower_ in ("them", "those", "it", "they") for token in tokens[index + 1 :])
            if second.dep_ != "conj" and not anaphoric and first.head.i == second.head.i and first.dep_ == second.dep_ == "ccomp":
                return index
        if token.text in (";", ":") and index and all(_is_whole(part) for part in (tokens[:index], tokens[index + 1 :])):
            return index
    return 0


def _is_whole(part: Sequence[Token]) -> bool:
    told = trimmed(part)
    if not told or told[0].tag_ in ("WP", "WDT", "WRB"):
        return False
    head = root_of(told)
    subject = next((child for child in head.children if child.dep_ in SUBJECTS and child in told and child.i < head.i), None)
    finite = head.tag_ in _FINITE or any(child.tag_ in (*_FINITE, "MD") for child in head.children if child.dep_ in ("aux", "auxpass"))
    return subject is not None and finite and head.lemma_ not in SAYING


def asked_like(tokens: Sequence[Token]) -> Token | None:
    """The verb of "[nor] had a single tank moved", which the parser hangs on "had"; None for other sentences."""
    first = tokens[0]
    if first.lemma_ not in _ASKED or first.tag_ not in _FINITE or first.sent[-1].text == "?":
        return None
    return next((child for child in first.children if child in tokens and child.dep_ == "ccomp" and subject_of(child) is not None), None)


def straightened(clause: Clause) -> Clause:
    """The clause with its subject before its verb: "the army has never fired", "two nurses were killed in the raid"."""
    if clause.head is None or not clause.words:
        return clause
    if (turned := _fronted_participle(clause)) is not None:
        return turned
    return _verb_first(clause)


def _fronted_participle(clause: Clause) -> Clause | None:
    """ "Killed in the raid were two nurses"."""
    first, head = clause.words[0].token, clause.head
    if head is None or first is None or clause.subject is not None or first.tag_ != "VBN":
        return None
    be = next((word.token for word in clause.words if word.token is not None and word.token.lemma_ == "be" and word.token.tag_ in _FINITE), None)
    who = next((child for part in (be, head) if part is not None for child in part.children if _is_named_after(child, be)), None)
    if be is None or who is None or be.i < first.i or not {first.i, be.i} & {head.i, head.head.i}:
        return None
    named = {token.i for token in who.subtree}
    told = [word for word in clause.words if word.token is not None]
    subject = [word for word in told if word.token is not None and word.token.i in named]
    before = [Word(word.text.lower(), word.token) if word.token is first else word for word in told if word.token is not None and word.token.i < be.i]
    after = [word for word in told if word.token is not None and word.token.i > be.i and word.token.i not in named]
    return Clause((*subject, *words_of([be]), *before, *after), first, who, passive=True, aside=clause.aside)


def _is_named_after(child: Token, be: Token | None) -> bool:
    return be is not None and child.i > be.i and child.dep_ in ("attr", "nsubj", "nsubjpass") and child.pos_ in ("NOUN", "PROPN")


def _verb_first(clause: Clause) -> Clause:
    """ "Never has the army fired": the auxiliary, and what stands before it, behind the subject."""
    head, subject, words = clause.head, clause.subject, clause.words
    if head is None or subject is None or head.sent[-1].text == "?" or subject.dep_ not in SUBJECTS or subject.head.i != head.i:
        return clause
    edge = subject.left_edge.i
    moved = [word for word in words if word.token is not None and word.token.i < edge and _is_verbal_part(word.token, head)]
    if not any(word.token is not None and word.token.dep_ not in ("neg", "advmod") for word in moved):
        return clause
    verbs = [word for word in moved if word.token is not None and word.token.lower_ not in _LEADING]
    adverbs = [Word(word.text.lower(), word.token) for word in moved if word.token is not None and word.token.lower_ in _LEADING]
    own = {token.i for token in subject.subtree}
    left = [word for word in words if word not in moved]
    end = max((index for index, word in enumerate(left) if word.token is not None and word.token.i in own), default=-1) + 1
    told = (*left[:end], *(Word(word.text.lower(), word.token) for word in verbs), *adverbs, *left[end:])
    return Clause(told, head, subject, denied=clause.denied, passive=is_passive(head), aside=clause.aside)


def _is_verbal_part(token: Token, head: Token) -> bool:
    """Whether a token before the subject belongs to the verb: its auxiliary, or the "never" and "not once" that brought the auxiliary forward."""
    asked = token.i == head.head.i and head.dep_ == "ccomp" and token.lemma_ in _ASKED
    return asked or (token.head.i == head.i and token.dep_ in AUXILIARIES) or (token.lower_ in _LEADING and token.dep_ in ("neg", "advmod"))
