"""Tags inside a relative clause: "film that, officials said, shows a tank", "the hill, where, it said, no gun had stood"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.analysis import noun_chunks
from checker.cues import skip_adverbials
from checker.sentences import Range, Sentence
from checker.tags import Cue

_PRONOUN = re.compile(
    r"(?P<comma>,?)\s+(?P<words>(?:(?:(?:all|none|most|some|many|one|two|each)\s+of|of|in|on|at|to|for|from|by|with|through|during|under|after)\s+)?"
    r"(?:which|who|whom|where|that|whose(?:\s+[\w’'-]+){1,3}?))\s*,\s*$"
)
_FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands of a relative clause before its tag. outer: where the clause around it ends; head: the words before the tag."""

    outer: int
    head: Range
    after: int


def relative_opening(cue: Cue, text: str) -> Opening | None:
    """The beginning of the relative clause that a tag interrupts; None where it interrupts none.

    The noun before a clause without a comma belongs to it ("it showed film that, it said, ..."), as far as the speaker is a pronoun: the clause around it
    tells what he did. A clause behind a comma begins with its pronoun ("whose troops").
    """
    sentence = cue.sentence
    group = sentence.offset(max(cue.group, sentence.first))
    found = _PRONOUN.search(text, sentence.start, group)
    if found is None or not cue.frames & {"clause", "told"} or cue.participle or cue.passive or cue.subject is None:
        return None
    rest = skip_adverbials(text, cue.tag_end, sentence.end)
    comma = re.compile(r"\s*,\s*").match(text, rest, sentence.end)
    if comma is None or not _has_verb(sentence, comma.end()):
        return None
    first = sentence.token_at(found.start("words"))
    before = sentence.doc[first - 1] if first > sentence.first else None
    if before is None or (not found["comma"] and before.pos_ not in ("NOUN", "PROPN", "NUM")):
        return None  # "after that, he said, ...", "said that, in its view, ..."
    if found["comma"]:
        if found["words"] == "that":
            return None
        start = found.start("words")
        return Opening(found.start(), (start, group), comma.end())
    if sentence.doc[cue.subject[0]].pos_ != "PRON":
        return None  # "the raid was flown by jets that, officials say, came from the north": all of it is theirs
    start = sentence.offset(_antecedent(sentence, first))
    return Opening(_own_verb(sentence, start, found.start("words")), (start, group), comma.end())


def _has_verb(sentence: Sentence, start: int) -> bool:
    """Whether the clause goes on with a finite verb of its own, after a subject at the most."""
    first = sentence.token_at(start)
    return any(token.tag_ in _FINITE for token in sentence.doc[first : min(first + 12, sentence.last)])


def _antecedent(sentence: Sentence, pronoun: int) -> int:
    """The first token of the noun phrase that ends before a relative pronoun."""
    chunk = next((chunk for chunk in noun_chunks(sentence.doc) if chunk.start < pronoun <= chunk.end), None)
    first = chunk.start if chunk is not None else pronoun - 1
    while first - 1 > sentence.first and sentence.doc[first - 1].lower_ == "of":
        before = next((chunk for chunk in sentence.chunks() if chunk[1] == first - 1), None)
        if before is None:
            break
        first = before[0]
    return max(first, sentence.first)


def _own_verb(sentence: Sentence, start: int, end: int) -> int:
    """Where the clause before ends: at "and showed" of "..., and showed a map that, it said, ...", else behind the antecedent."""
    first = sentence.token_at(start)
    if first - 2 > sentence.first and sentence.doc[first - 1].tag_ in ("VBD", "VBZ") and sentence.doc[first - 2].lower_ == "and":
        return sentence.offset(first - 2)
    return end
