"""Objects joined under one verb as claims of their own: "lost six fighters and no prisoners", "holds the airstrip and the southern quarter"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.inflection import third_person
from checker.negation import negated
from checker.words import HARMED, Clause, Word, added, is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Token

_JOINING_WORDS = "join link connect unite combine separate divide compare include mean involve tell see have be"
# Verbs whose objects only make sense together: "linked the port and the mine", "set the price and the date".
_JOINING = frozenset(_JOINING_WORDS.split())
_MEETING = frozenset(["collide", "clash", "meet", "fight", "be", "agree", "exchange", "trade"])
_PARTS = frozenset(["part", "parts", "half", "most", "much"])
_MARKS = frozenset(["det", "nummod", "poss", "quantmod"])
# "The town of X": its name is no place that both objects are in.
_NAMED = frozenset(["town", "village", "city", "district", "province", "region", "port", "island", "state", "hill", "base"])


def split_objects(clause: Clause) -> list[Clause]:
    """A clause for each of the objects joined by "and" that have an article or a number of their own; the clause alone where there is one object."""
    head = clause.head
    if neither := _neither_nor(clause):
        return neither
    if head is None or not is_verbal(head) or head.lemma_ in _JOINING:
        return [clause]
    inside = {word.token.i for word in clause.words if word.token is not None}
    if subjects := _split_subjects(clause, inside):
        return subjects
    first = next((child for child in head.children if child.dep_ in ("dobj", "obj") and child.i in inside and child.i > head.i), None)
    members = _members(first, inside, denied=clause.denied) if first is not None else []
    if first is not None and len(members) < 2 and (wounded := _counted_harm(head, inside)) is not None:
        members = [first, wounded]
    if len(members) < 2 or any(child.lower_ in ("both", "between", "either", "neither") for member in members for child in member.subtree):
        return [clause]
    stretches = _stretches(members, inside)
    whole = {index for stretch in stretches for index in stretch}
    whole |= {index for index in inside if min(whole) <= index <= max(whole)}
    return [
        replace(clause, words=tuple(word for word in clause.words if word.token is None or word.token.i not in whole or word.token.i in stretch))
        for stretch in stretches
    ]


def _neither_nor(clause: Clause) -> list[Clause]:
    """ "Had neither mortars nor fighters in the town": "had no mortars in the town", "had no fighters in the town"; empty for other clauses."""
    words, head = clause.words, clause.head
    tokens = [word.token for word in words]
    first = next((index for index, token in enumerate(tokens) if token is not None and token.lower_ == "neither"), None)
    second = next((index for index, token in enumerate(tokens) if first is not None and index > first and token is not None and token.lower_ == "nor"), None)
    neither = tokens[first] if first is not None else None
    if first is None or second is None or neither is None or head is None or neither.i < head.i:
        return []
    one, other = words[first + 1 : second], words[second + 1 :]
    if not one or not other or any(word.token is not None and is_verbal(word.token) for word in one):
        return []
    noun = next((index for index, word in enumerate(other) if word.token is not None and word.token.pos_ in ("NOUN", "PROPN")), None)
    if noun is None:
        return []
    if any(token is not None and token.i < head.i and token.tag_ in ("VBD", "VBZ") and token.dep_ not in ("aux", "auxpass") for token in tokens):
        return []  # "held back, answered and touched neither a house nor a soul"
    found = []
    for part in (one, other[: noun + 1]):
        owned = part[0].token is not None and part[0].token.tag_ in ("DT", "PRP$")
        said = replace(clause, words=(*words[:first], *(() if owned else added("no")), *part, *other[noun + 1 :]))
        found.append(negated(said) if owned else replace(said, denied=True))
    return found


def _counted_harm(head: Token, inside: set[int]) -> Token | None:
    """The "wounded" of "received nine bodies and 24 wounded", which the parser takes for another verb."""
    joined = (child for child in head.children if child.dep_ == "conj" and child.i in inside and _is_harm_counted(child))
    return next((child for child in joined if child.nbor(-1).dep_ in ("nsubj", "nsubjpass", "nummod", "conj")), None)


def _split_subjects(clause: Clause, inside: set[int]) -> list[Clause]:
    """ "38 missiles and about 70 drones had been launched": each count with the predicate; empty for other subjects."""
    subject = clause.subject
    if subject is None or clause.head is None or subject.dep_ not in ("nsubj", "nsubjpass") or subject.i > clause.head.i or clause.head.lemma_ in _MEETING:
        return []
    joined = _members(subject, inside, denied=False)
    members = joined if len(joined) > 1 else _two_subjects(clause.head, inside)
    harmed = clause.head.lower_ in HARMED or clause.head.lemma_ == "die" or (clause.passive and any(_is_counted(member, single=False) for member in members))
    if len(members) < 2 or not all(_is_counted(member, single=harmed) for member in members):
        return []
    if any(child.dep_ == "prep" for member in members[:-1] for child in member.children):
        return []  # "some 3,000 households in Gao and three villages" may be in three villages
    stretches = _stretches(members, inside)
    whole = {index for index in inside if min(stretches[0]) <= index <= max(stretches[-1])}
    found = []
    for member, stretch in zip(members, stretches, strict=True):
        words = (word for word in clause.words if word.token is None or word.token.i not in whole or word.token.i in stretch)
        one = member.tag_ == "NN"
        found.append(
            replace(
                clause,
                words=tuple(Word(third_person(word.text), word.token) if one and word.text in ("were", "have") else word for word in words),
                subject=member,
            )
        )
    return found


def _is_counted(noun: Token, *, single: bool) -> bool:
    """Whether a number stands before a noun, or of victims an article: "two soldiers and a teacher were killed"."""
    return any(child.dep_ == "nummod" or (single and child.lower_ in ("a", "an")) for child in noun.children)


def _two_subjects(head: Token, inside: set[int]) -> list[Token]:
    """ "38 missiles and about 70 drones had been launched" as the parser often has it: two subjects with "and" between them."""
    found = [child for child in head.children if child.dep_ in ("nsubj", "nsubjpass") and child.i in inside and child.i < head.i and child.pos_ == "NOUN"]
    joint = len(found) == 2 and head.doc[found[1].left_edge.i - 1].lower_ == "and"
    return found if joint and not any(child.dep_ in ("relcl", "acl") for noun in found for child in noun.children) else []


def _members(first: Token, inside: set[int], *, denied: bool) -> list[Token]:
    """The joined nouns; fewer than two where one of them is no object that stands alone."""
    found, joint = [first], False
    at: Token | None = first
    while at is not None:
        joint = joint or any(_joins(child, denied=denied) for child in at.children if child.dep_ == "cc")
        # "Six fighters, not 31, and no prisoners": the number in between is none of the objects.
        further = [child for child in at.children if child.dep_ in ("conj", "appos") and child.i in inside]
        at = next((child for kind in ("NOUN", "NUM") for child in further if _is_kind(child, kind) and (kind == "NUM" or child.dep_ == "conj")), None)
        found += [at] if at is not None and _is_kind(at, "NOUN") else []
    if not joint or first.pos_ != "NOUN" or any(any(child.dep_ == "relcl" for child in member.children) for member in found):
        return []
    marked = [member.lower_ in _PARTS or any(child.dep_ in _MARKS or child.lower_ == "no" for child in member.children) for member in found]
    return found if all(marked) or (denied and not any(marked)) else []


def _joins(joint: Token, *, denied: bool) -> bool:
    """Whether a conjunction parts objects that are told of each for itself: also the "but" of "three wrecks but no weapons"."""
    return joint.lower_ == "and" or (denied and joint.lower_ in ("or", "nor")) or (joint.lower_ == "but" and joint.nbor().lower_ == "no")


def _is_harm_counted(token: Token) -> bool:
    """Whether a token is the "wounded" of "24 wounded"."""
    return token.lower_ in HARMED and token.i > 0 and token.nbor(-1).tag_ == "CD"


def _is_kind(token: Token, kind: str) -> bool:
    """Whether a token is of a part of speech; the "wounded" of "24 wounded" is a noun."""
    return token.pos_ == kind or (kind == "NOUN" and _is_harm_counted(token))


def _stretches(members: Sequence[Token], inside: set[int]) -> list[set[int]]:
    """Indexes of the tokens of each object, with the place or time that stands behind the last one and holds for all."""
    # The number of "24 wounded" may hang on another word.
    starts = [min(member.left_edge.i, member.i - _is_harm_counted(member)) for member in members]
    last = members[-1]
    shared = {token.i for child in last.children if child.i > last.i and _is_shared(child, last) for token in child.subtree if token.i in inside}
    found = []
    for start, end in zip(starts, [*starts[1:], last.right_edge.i + 1], strict=True):
        tokens = [index for index in range(start, end) if index in inside]
        doc = last.doc
        while tokens and (doc[tokens[-1]].is_punct or doc[tokens[-1]].dep_ == "cc"):
            tokens.pop()
        found.append({*tokens, *shared})
    return found


def _is_shared(part: Token, noun: Token) -> bool:
    """Whether what stands behind the last object is said of all: "six rockets at Gao", "the southern quarter of Gao", not "the town of Gao"."""
    if part.dep_ != "prep" or any(token.pos_ == "PRON" for token in part.subtree):
        return False
    named = all(token.pos_ == "PROPN" for token in part.subtree if token.i != part.i)
    return part.lower_ != "of" or (named and noun.lemma_.lower() not in _NAMED)
