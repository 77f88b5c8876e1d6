"""What "the post" or "those tanks" takes up: the fuller phrase with which the document told of them before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS = frozenset(["the", "this", "that", "these", "those"])
_WHERE = frozenset(["of", "at", "in", "near", "outside", "inside", "behind", "along", "between"])
_NAMING = frozenset(["NORP", "GPE", "ORG", "LOC", "FAC", "PRODUCT"])
_UNNAMED_WORDS = """
    day week month year hour minute morning evening night time moment number end start side part way case man woman person people place area statement
    report claim charge accusation story account question answer issue matter fact thing situation country state nation group
"""
_UNNAMED = frozenset(_UNNAMED_WORDS.split())
_LONG = 12  # words behind the noun

Nouns = Mapping[str, Sequence[tuple[int, "Token"]]]


def fuller(chunk: Sequence[Token], start: int, nouns: Nouns) -> str | None:
    """A definite noun with what the document said of it first: "the post of the U.N. force outside Ramyah"; None where it said nothing.

    start: where the noun stands in the document; nouns: all nouns by their lemma, with where they stand.
    """
    head = chunk[-1]
    if not _is_plain(chunk) or head.lemma_.lower() in _UNNAMED or head.ent_type_ in ("DATE", "TIME"):
        return None
    told = nouns.get(head.lemma_.lower(), ())
    for number in reversed(range(bisect_left(told, start, key=lambda item: item[0]))):
        noun = told[number][1]
        if noun.dep_ == "compound" or (noun.tag_ in ("NNS", "NNPS")) != (head.tag_ == "NNS"):
            continue
        before, behind = _named_before(noun), _named_behind(noun, head)
        if before or behind:
            name = noun.text if noun.pos_ == "PROPN" else head.text  # "the line": the Line of Control
            return " ".join(("the", *before, name, *behind)).replace(" 's", "'s").replace(" ’s", "’s").replace(" ,", ",")
        if any(child.lower_ in ("a", "an", "another") or child.dep_ in ("nummod", "poss") for child in noun.children):
            return None  # a post told of without its name: another one
    return None


def owner_of(chunk: Sequence[Token], owners: Mapping[str, str]) -> str | None:
    """Whose "those tanks" are in a document that tells of no other side's; None where it doesn't say. owners: party by the lemma of the noun."""
    return owners.get(chunk[-1].lemma_.lower()) if _is_plain(chunk) else None


def _is_plain(chunk: Sequence[Token]) -> bool:
    """Whether a phrase is a definite noun that nothing tells more about."""
    head = chunk[-1]
    alone = not any(child.i > head.i and child.dep_ in ("prep", "relcl", "acl", "appos", "conj") for child in head.children)
    return len(chunk) == 2 and chunk[0].lower_ in _MARKS and head.pos_ == "NOUN" and alone


def _named_before(noun: Token) -> list[str]:
    """ "Two Ghanaian peacekeepers": Ghanaian."""
    left = list(takewhile(lambda token: token.dep_ in ("amod", "compound", "nmod"), reversed(noun.doc[noun.left_edge.i : noun.i])))
    named = [token for token in left if token.ent_type_ in _NAMING or (token.pos_ == "PROPN" and not token.ent_type_)]
    return [token.text for token in reversed(left)] if named and all(token in named or token.dep_ == "compound" for token in left) else []


def _named_behind(noun: Token, here: Token) -> list[str]:
    """ "A post of the U.N. force outside Ramyah": where it is and whose, by name."""
    told = {token.text for token in here.sent if token.pos_ == "PROPN" and token.i < here.i}
    marks = ("of",) if noun.pos_ == "PROPN" else _WHERE
    # "Hit the depot at Tessalit": the parser hangs the place on the verb.
    hung = [child for child in noun.head.children if child.i == noun.i + 1] if noun.dep_ == "dobj" else []
    phrases = [child for child in (*noun.children, *hung) if child.dep_ == "prep" and child.i > noun.i and child.lower_ in marks]
    words = [token for phrase in phrases if _names(phrase, told) for token in phrase.subtree if not token.is_punct]
    return [token.text for token in words] if len(words) <= _LONG else []


def _names(phrase: Token, told: set[str]) -> bool:
    """Whether a phrase names what the sentence has not named yet, without a clause or a day of its own."""
    tokens = list(phrase.subtree)
    names = {token.text for token in tokens if token.pos_ == "PROPN"}
    plain = all(token.pos_ not in ("VERB", "AUX", "PRON") and token.ent_type_ not in ("DATE", "TIME") for token in tokens)
    return bool(names - told) and plain


def nouns_of(docs: Iterable[tuple[int, Iterable[Token]]]) -> dict[str, list[tuple[int, Token]]]:
    """The nouns of a document by lemma. docs: its paragraphs with where they start."""
    found: dict[str, list[tuple[int, Token]]] = {}
    for start, doc in docs:
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN"):
                found.setdefault(token.lemma_.lower(), []).append((start + token.idx, token))
    return found
