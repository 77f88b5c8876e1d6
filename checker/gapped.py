"""Counts whose verb stands only once: "84 soldiers were killed, 21 captured and 11 trucks burned"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.headcounts import LEAD_WORDS
from checker.lexicon import plural
from checker.words import Clause, Word, added, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONG = 5  # tokens of a counted noun with its number
_COUNTED = frozenset(["NUM", "DET", "ADV", "ADJ", "ADP"])
_LEAST = 3  # of two counts the parser finds the verbs


@dataclass(frozen=True, slots=True)
class _Count:
    """The parts of "about 84 soldiers | had been | killed | near Gao"."""

    who: list[Token]
    auxiliaries: list[Token]
    befell: Token
    rest: list[Token]


def gapped_counts(tokens: Sequence[Token]) -> list[Clause]:
    """A clause for each of three counts, or two that the parser does not part, of which only the first has an auxiliary; empty for other sentences."""
    groups = _groups(tokens)
    if len(groups) < _LEAST - 1:
        return []
    counts = [count for group in groups if (count := _count(group)) is not None]
    if len(groups) < _LEAST and not (len(counts) == len(groups) and counts[-1].befell.dep_ == "acl"):
        return []
    first = counts[0] if counts else None
    if first is None or len(counts) < len(groups) or not first.auxiliaries or any(count.auxiliaries for count in counts[1:]):
        return []
    noun = first.who[-1:] if first.who[-1].pos_ == "NOUN" else []
    shared = counts[-1].rest if not any(count.rest for count in counts[:-1]) else []
    if [token.lower_ for token in shared[:2]] == ["on", "fire"]:
        shared = shared[2:]  # "set on fire" is of the last alone
    found = []
    for count in counts:
        named = count.who[-1].pos_ in ("NOUN", "PROPN")
        who = count.who if named else [*count.who, *noun]
        words = (
            *words_of(count.who),
            *(() if named else _several(noun, count.who)),
            *words_of(first.auxiliaries),
            *words_of([count.befell]),
            *words_of(count.rest or shared),
        )
        found.append(Clause(words, count.befell, who[-1], passive=True))
    return found


def _several(noun: list[Token], number: list[Token]) -> tuple[Word, ...]:
    """The noun of a count in the form that another number asks for: "one soldier", "seven soldiers"."""
    one = number[-1].lower_ in ("one", "1", "a", "an")
    return tuple(Word(plural(token.text) if token.tag_ == "NN" and not one else token.text, token) for token in noun)


def bare_counts(tokens: Sequence[Token]) -> list[Clause]:
    """ "[Claimed] 17 fighters killed and 11 vehicles destroyed in Monday's raid": a sentence for each; empty for other phrases."""
    groups = _groups(tokens)
    if len(groups) < 2 or any(token.pos_ == "AUX" or token.tag_ in ("VBZ", "VBP", "MD") or token.lower_ in ("them", "whom") for token in tokens):
        return []
    counts = [_count(group) for group in groups]
    last = counts[-1]
    if last is None or any(count is None and (len(group) > _LONG or group[0].pos_ not in _COUNTED) for count, group in zip(counts, groups, strict=True)):
        return []
    if groups[-1][0].nbor(-1).lower_ != "and" or any(token.tag_ == "VBD" for count in counts if count for token in count.rest):
        return []
    found: list[Clause] = []
    following = last
    for count, group in reversed(list(zip(counts, groups, strict=True))):
        # "37 homes and a bakery wrecked" shares its participle.
        following = count or following
        who = count.who if count else group
        active = following.befell.tag_ == "VBD" and any(child.dep_ == "nsubj" for child in following.befell.children)
        if active or any(child.dep_ == "dobj" for child in following.befell.children):
            return []
        be = "was" if who[-1].tag_ == "NN" and who[0].lower_ in ("a", "an", "one") else "were"
        noun = () if who[-1].pos_ in ("NOUN", "PROPN") else added("people")
        words = (*words_of(who), *noun, *added(be), *words_of([following.befell]), *words_of((count.rest if count else []) or last.rest))
        found.insert(0, Clause(words, following.befell, who[-1], passive=True))
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
    """The parts of a count that opens with its number or an article; None for other words."""
    befell = next(
        (index for index, token in enumerate(group) if token.tag_ in ("VBN", "VBD") and token.pos_ != "AUX" and token.lemma_ not in ("be", "have")), None
    )
    number = next((index for index, token in enumerate(group) if token.like_num or (not index and token.lower_ in ("a", "an"))), None)
    if befell is None or number is None or number > befell or any(token.lower_ not in LEAD_WORDS for token in group[:number]):
        return None
    auxiliaries = [token for token in group[:befell] if token.dep_ in ("aux", "auxpass") or token.pos_ == "AUX"]
    who = [token for token in group[:befell] if token not in auxiliaries]
    if any(token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "DET") for token in who[number:]) or (auxiliaries and auxiliaries[-1].lemma_ != "be"):
        return None
    return _Count(who, auxiliaries, group[befell], list(group[befell + 1 :]))
