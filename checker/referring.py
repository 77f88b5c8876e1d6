"""Phrases of a clause that may refer to something, and whether they are open: pronouns and noun phrases that the clause alone leaves unclear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checker.words import Word

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = frozenset(["ours", "theirs", "he", "she", "it", "they", "we", "i", "us", "them", "him", "me"])
POSSESSIVE = frozenset(["its", "their", "our", "his", "her", "my"])
_TELLING = frozenset(["tell", "inform", "assure", "promise", "complain", "notify", "ask", "urge", "warn", "ensure", "report", "pledge"])
_HOSTILE_VERB_WORDS = """
    attack bomb shell strike hit fire shoot target raid ambush kill wound invade threaten provoke accuse blame arm support help back fight defend
    supply negotiate meet talk agree
    """
_HOSTILE_VERBS = frozenset(_HOSTILE_VERB_WORDS.split())


def is_addressed(token: Token) -> bool:
    """Whether it is to "it" or "them" that something is told."""
    verb = token.head if token.dep_ in ("dobj", "dative", "iobj") else token.head.head if token.dep_ == "pobj" and token.head.lower_ == "to" else None
    return verb is not None and verb.lemma_ in _TELLING


def is_attacked(token: Token) -> bool:
    """Whether it is "them" who are fired on, accused or warned."""
    verb = token.head if token.dep_ in ("dobj", "dative") else token.head.head
    return verb.lemma_ in _HOSTILE_VERBS


def has_clause(verb: Token) -> bool:
    """Whether a clause, an adjective or a noun of its own completes a verb."""
    return any(child.dep_ in ("ccomp", "acomp", "advcl", "xcomp", "attr") for child in verb.children)


def is_open(token: Token, words: Sequence[Word], named: set[int]) -> bool:
    """Whether an unresolved chunk leaves the clause unclear: a pronoun or possessive with no noun before it in the clause that it may stand for,
    a side, town or area without a name. named: indexes of pronouns that have got a name."""
    lower = token.lower_
    if token.dep_ == "expl":
        return False
    before = [
        word.token for word in words if word.token is not None and word.token.i < token.i and (word.token.pos_ in ("NOUN", "PROPN") or word.token.i in named)
    ]
    if lower in ("there", "here"):
        return token.pos_ == "ADV" and token.dep_ == "advmod" and not before
    if lower in ("he", "she", "they", "we", "i", "us", "me") or lower in POSSESSIVE:
        return not before
    if lower in ("it", "them", "him"):
        # A verb's subject is not its object too.
        own = (
            {child.i for up in token.ancestors for child in up.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")}
            if token.dep_ in ("dobj", "pobj")
            else set()
        )
        return not [noun for noun in before if noun.i not in own and not any(up.i in own for up in noun.ancestors)]
    return False


def referring_chunks(words: Sequence[Word]) -> Iterator[list[Token]]:
    """Noun phrases whose words stand in the clause: from the first determiner or possessive to the head; and single pronouns."""
    tokens = [word.token for word in words if word.token is not None and word.text]
    used: set[int] = set()
    for token in tokens:
        if token.lower_ == "other" and token.i and token.nbor(-1).lower_ in ("the", "each") and token.dep_ not in ("amod", "det"):
            used.update((token.i - 1, token.i))
            yield [part for part in tokens if part.i in (token.i - 1, token.i)]
            continue
        if token.i in used or (token.pos_ not in ("NOUN", "PROPN", "PRON", "DET") and token.lower_ not in POSSESSIVE):
            continue
        if token.lower_ in POSSESSIVE and token.tag_ == "PRP$":
            continue
        left = [
            part
            for part in tokens
            if part.i <= token.i
            and (part.i == token.i or (part.head.i == token.i and part.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "predet")))
        ]
        first = left[0].i
        if [part.i for part in left] != list(range(first, token.i + 1)):
            left = [part for part in tokens if token.left_edge.i <= part.i <= token.i]
        if left and token.dep_ != "compound":
            used.update(part.i for part in left)
            yield left
    for token in tokens:
        if token.i not in used and token.lower_ in (PERSONAL | POSSESSIVE):
            yield [token]


def tells_which(noun: Token, before: Sequence[Word]) -> bool:
    """Whether "the villages around Gao" or "Gao, the town bombed on Monday" tells by itself which place it is."""
    if noun.tag_ == "NNS" or any(child.dep_ in ("prep", "relcl", "acl", "amod") and child.i > noun.i and child.lower_ != "in" for child in noun.children):
        return True
    return noun.dep_ == "appos" and any(word.token is not None and word.token.i == noun.head.i for word in before)
