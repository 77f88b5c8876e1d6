"""Events told in passing: in relative clauses, by participles that stand after a noun, in clauses of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.claim_types import OTHER, classify_type
from checker.consequences import inner
from checker.words import EVENT_NOUNS, SUBJECTS, Clause, Word, added, is_passive, is_verbal, subject_of, subtree, trimmed, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIMES = frozenset(["when", "after", "as", "before", "while"])
_PRONOUNS = frozenset(["it", "they", "them"])
_QUANTIFIERS = frozenset(["every", "each", "all", "any", "no", "whatever"])
_RELATIVES = ("WDT", "WP")
_QUIET = (OTHER, "talks_agreement")


def subordinate_clauses(main: Clause, inside: set[int]) -> list[Clause]:
    """Events told in clauses of time: "a woman died when a shell hit her house"; `main` is the clause above them."""
    found: list[Clause] = []
    for verb in main.head.children if main.head is not None else ():
        subject = subject_of(verb)
        if verb.dep_ != "advcl" or verb.i not in inside or subject is None or not is_verbal(verb):
            continue
        mark = next((child for child in verb.children if child.lower_ in _TIMES and child.i < verb.i), None)
        tokens = subtree(verb, inside)
        if mark is None or classify_type(" ".join(token.text for token in tokens)) in _QUIET:
            continue
        told = words_of(trimmed([token for token in tokens if token.i >= mark.i + 1]))
        named = _with_antecedents(told, verb, subject, main)
        if named is not None:
            found.append(Clause(named, verb, main.subject if subject.lower_ in _PRONOUNS and named is not told else subject, passive=is_passive(verb)))
    return found


def _with_antecedents(told: tuple[Word, ...], verb: Token, subject: Token, main: Clause) -> tuple[Word, ...] | None:
    """ "It" and "they" of a clause of time as the subject of the clause above; None where another noun could be meant."""
    pronoun = subject if subject.lower_ in _PRONOUNS else next((child for child in verb.children if child.dep_ == "dobj" and child.lower_ in _PRONOUNS), None)
    if (
        pronoun is subject
        and is_passive(verb)
        and any(child.dep_ == "dobj" and child.pos_ == "NOUN" for child in (main.head.children if main.head is not None else ()))
    ):
        return None  # "Rebels shelled the post before it was rebuilt": the post
    if pronoun is None or main.subject is None or main.subject.pos_ not in ("NOUN", "PROPN"):
        return told
    several = main.subject.tag_ in ("NNS", "NNPS")
    if several != (pronoun.lower_ in ("they", "them")):
        return told
    by = any(child.dep_ == "agent" for child in (main.head.children if main.head is not None else ()))
    if pronoun is subject and main.passive != is_passive(verb) and (by or not main.passive):
        return told
    named = {
        token.i
        for token in main.subject.subtree
        if not any(up.dep_ in ("relcl", "acl", "appos") for up in (token, *token.ancestors) if main.subject.is_ancestor(up))
    }
    name = tuple(word for word in main.words if word.token is not None and word.token.i in named and not word.token.is_punct)
    return tuple(new for word in told for new in (inner(name) if word.token is not None and word.token.i == pronoun.i else (word,))) if name else told


def relative_clauses(head: Token, inside: set[int]) -> list[Clause]:
    """Events told of a noun ("a depot from which villages were shelled", "men who had crossed the canal", "the officers arrested by rebels")."""
    return [clause for verb in head.subtree if verb.i in inside for clause in _told_of_noun(verb, inside)]


def _told_of_noun(verb: Token, inside: set[int]) -> Iterator[Clause]:
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and (clause := _from_participle(verb, inside)):
        yield clause
    if verb.dep_ != "relcl" or not is_verbal(verb) or verb.head.tag_ == "PRP" or is_verbal(verb.head):
        return
    tokens = trimmed(subtree(verb, inside))
    relative = next((token for token in tokens if token.tag_ in _RELATIVES), None)
    noun = _noun_before(verb, inside)
    if relative is None:
        clause = _without_pronoun(verb, tokens, noun)
        if clause is not None:
            yield clause
        return
    if _runs_on(verb, tokens) or (relative.dep_ not in SUBJECTS and subject_of(verb) is None):
        return
    clause = _from_relative(tokens, relative, noun, verb)
    kind = classify_type(" ".join(token.text for token in tokens))
    if kind == OTHER and relative.dep_ == "dobj":
        kind = classify_type(clause.text)
    if kind != OTHER and (kind != "casualties" or (relative.dep_ == "nsubj" and verb.head.lemma_.lower() in EVENT_NOUNS)):
        yield clause


def _runs_on(verb: Token, tokens: list[Token]) -> bool:
    """Whether the parser takes the predicate of the sentence for a part of the relative clause ("the men that police seized are innocent")."""
    return any(
        token.i > verb.i and token.tag_ in ("VBD", "VBZ", "VBP") and subject_of(token) is None and token.dep_ not in ("conj", "aux", "auxpass")
        for token in tokens
    )


def _noun_before(verb: Token, inside: set[int]) -> list[Token]:
    return [token for token in verb.head.subtree if token.i in inside and token.i < verb.left_edge.i and not token.is_punct]


def _from_relative(tokens: list[Token], relative: Token, noun: list[Token], verb: Token) -> Clause:
    if relative.dep_ in SUBJECTS:
        rest = [token for token in tokens if token.i != relative.i]
        return Clause((*words_of(noun), *words_of(rest)), verb, verb.head, passive=is_passive(verb))
    if relative.dep_ == "dobj":
        return _with_object(tokens, noun, verb, relative)
    lead = [token for token in tokens if token.i < relative.i]
    rest = [token for token in tokens if token.i > relative.i]
    return Clause((*words_of(rest), *words_of(lead), *inner(words_of(noun))), verb, subject_of(verb), passive=is_passive(verb))


def _with_object(tokens: list[Token], noun: list[Token], verb: Token, relative: Token | None) -> Clause:
    """ "The post that rebels shelled on Tuesday": "rebels shelled the post on Tuesday"."""
    before = [token for token in tokens if token.i <= verb.i and (relative is None or token.i != relative.i)]
    return Clause((*words_of(before), *inner(words_of(noun)), *words_of(token for token in tokens if token.i > verb.i)), verb, subject_of(verb))


def _without_pronoun(verb: Token, tokens: list[Token], noun: list[Token]) -> Clause | None:
    """ "The men police seized on Sunday"."""
    subject = subject_of(verb)
    if (
        subject is None
        or any(child.lower_ in _QUANTIFIERS for child in verb.head.children)
        or any(child.dep_ in ("dobj", "ccomp", "xcomp", "attr", "acomp", "auxpass") for child in verb.children)
        or tokens[0].lower_ in ("where", "when", "why", "how")
    ):
        return None
    clause = _with_object(tokens, noun, verb, None)
    return clause if classify_type(clause.text) not in (OTHER, "casualties", "talks_agreement") else None


def _from_participle(verb: Token, inside: set[int]) -> Clause | None:
    """ "The officers arrested by rebels on Sunday": "the officers were arrested by rebels on Sunday"."""
    noun = verb.head
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if agent is None or noun.pos_ not in ("NOUN", "PROPN") or noun.i not in inside or verb.i < noun.i:
        return None
    if any(word.lemma_.lower() in EVENT_NOUNS for word in agent.children):
        return None
    before = _noun_before(verb, inside)
    be = "were" if noun.tag_ in ("NNS", "NNPS") else "was"
    clause = Clause((*words_of(before), *added(be), *words_of(trimmed(subtree(verb, inside)))), verb, noun, passive=True)
    return clause if before and classify_type(clause.text) not in (OTHER, "casualties", "talks_agreement") else None
