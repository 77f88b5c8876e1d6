"""Counts whose verb stands only once: "84 soldiers were killed, 21 captured and 11 trucks burned"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.headcounts import LEAD_WORDS
from checker.words import Clause, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAST = 3  # of two counts the parser finds the verbs


@dataclass(frozen=True, slots=True)
class _Count:
    """The parts of "about 84 soldiers | had been | killed | near Gao"."""

    who: list[Token]
    auxiliaries: list[Token]
    befell: Token
    rest: list[Token]


def gapped_counts(tokens: Sequence[Token]) -> list[Clause]:
    """A clause for each of three counts or more of which only the first has an auxiliary; empty for other sentences."""
    groups = _groups(tokens)
    if len(groups) < _LEAST:
        return []
    counts = [count for group in groups if (count := _count(group)) is not None]
    first = counts[0] if counts else None
    if first is None or len(counts) < len(groups) or not first.auxiliaries or any(count.auxiliaries for count in counts[1:]):
        return []
    noun = first.who[-1:] if first.who[-1].pos_ == "NOUN" else []
    shared = counts[-1].rest if not any(count.rest for count in counts[:-1]) else []
    found = []
    for count in counts:
        named = count.who[-1].pos_ in ("NOUN", "PROPN")
        who = count.who if named else [*count.who, *noun]
        words = (
            *words_of(count.who),
            *(() if named else words_of(noun)),
            *words_of(first.auxiliaries),
            *words_of([count.befell]),
            *words_of(count.rest or shared),
        )
        found.append(Clause(words, count.befell, who[-1], passive=True))
    return found


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """Stretches between commas and "and"."""
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "," or token.lower_ == "and":
            groups.append([])
        elif not token.is_punct:
            groups[-1].append(token)
    return [group for group in groups if group]


def _count(group: Sequence[Token]) -> _Count | None:
    """The parts of a count that opens with its number; None for other words."""
    befell = next(
        (index for index, token in enumerate(group) if token.tag_ in ("VBN", "VBD") and token.pos_ != "AUX" and token.lemma_ not in ("be", "have")), None
    )
    number = next((index for index, token in enumerate(group) if token.like_num), None)
    if befell is None or number is None or number > befell or any(token.lower_ not in LEAD_WORDS for token in group[:number]):
        return None
    auxiliaries = [token for token in group[:befell] if token.dep_ in ("aux", "auxpass") or token.pos_ == "AUX"]
    who = [token for token in group[:befell] if token not in auxiliaries]
    if any(token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") for token in who[number:]) or (auxiliaries and auxiliaries[-1].lemma_ != "be"):
        return None
    return _Count(who, auxiliaries, group[befell], list(group[befell + 1 :]))
