"""Participles with a subject of their own: "two of them being burned", "with none falling on the town", "the third having died overnight"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.consequences import inner
from checker.inflection import base, past
from checker.words import Clause, Word, added, is_passive, subject_of, subtree, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALONE = frozenset(["none", "all", "some", "both", "most", "many", "several"])


def absolute_clauses(main: Clause, inside: set[int]) -> list[Clause]:
    """What such participles tell, as sentences."""
    found: list[Clause] = []
    for verb in main.head.subtree if main.head is not None else ():
        subject = subject_of(verb)
        if verb.i not in inside or subject is None or subject.i not in inside or verb.dep_ not in ("advcl", "pcomp", "acl", "ccomp"):
            continue
        before = verb.doc[verb.left_edge.i - 1].lower_ if verb.left_edge.i else ""
        with_ = verb.dep_ == "pcomp" and verb.head.lower_ == "with"
        if not is_participle(verb) or not (with_ or before == ",") or (subject.pos_ == "PRON" and subject.lower_ not in _ALONE):
            continue
        words = words_of(trimmed(subtree(verb, inside)))
        found.append(finite_form(Clause(whole_named(words, subject, main), verb, subject, passive=is_passive(verb))))
    return found


def is_participle(verb: Token) -> bool:
    """Whether a verb has no finite form: "falling", "being burned", "having died"."""
    marks = [child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i]
    if any(child.tag_ in ("VBD", "VBZ", "VBP", "MD", "TO") for child in marks):
        return False
    return verb.tag_ == "VBG" or any(child.tag_ == "VBG" for child in marks)


def finite_form(clause: Clause) -> Clause:
    """ "Two tanks being burned" as "two tanks were burned", "the third having died" as "the third had died", "none falling" as "none fell"."""
    head, subject = clause.head, clause.subject
    if head is None or subject is None or not is_participle(head) or subject.head.i != head.i:
        return clause
    if any(word.token is not None and word.token.tag_ in ("VBD", "VBZ", "VBP", "MD") and word.token.i < head.i for word in clause.words):
        return clause  # a sentence before it, which the parser hangs on the participle
    several = subject.tag_ in ("NNS", "NNPS") or (subject.like_num and subject.lower_ not in ("one", "1")) or subject.lower_ in _ALONE - {"none"}
    words = []
    for word in clause.words:
        token = word.token
        if token is None or token.i > head.i or token.tag_ != "VBG" or not (token.i == head.i or token.head.i == head.i):
            words.append(word)
        elif token.lower_ == "having":
            words.append(Word("had", token))
        else:
            words.append(Word(past(base(token.text), plural=several), token))
    return Clause(tuple(words), head, subject, denied=clause.denied, passive=clause.passive, aside=clause.aside)


def whole_named(words: tuple[Word, ...], subject: Token, main: Clause) -> tuple[Word, ...]:
    """ "None falling" as "none of the rockets falling": those that the clause before is about."""
    whole = main.subject
    if subject.lower_ not in _ALONE or any(child.i > subject.i for child in subject.children) or whole is None or whole.tag_ != "NNS":
        return words
    at = next((index for index, word in enumerate(words) if word.token is not None and word.token.i == subject.i), None)
    if at is None:
        return words
    return (*words[: at + 1], *added("of", "the"), *inner((Word(whole.text, whole),)), *words[at + 1 :])
