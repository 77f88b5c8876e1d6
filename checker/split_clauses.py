"""Clauses that their tag parts in two: subject and predicate ("The rebels, he said, had fled"), the halves of a cleft, a clause and its sequel."""

from __future__ import annotations

import re

from checker.sentences import Range
from checker.tags import Cue

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_CLEFT = re.compile(r"(?:.*[,;]\s+)?(?:but |and |yet )?it\s+(?:was|is)(?:\s+not|n[’']t)?\s+[^,;:]{2,80}$", re.IGNORECASE)
_CLEFT_REST = re.compile(r"(?:that|who|which)\s")
_CIRCUMSTANCE = re.compile(
    r"\s*,?\s*(?:after|before|during|following|upon|on|in|at|from|by|with|through|over|via|late|early|later|amid|outside|inside|hours|minutes|days|\w+ing)\b"
)
_ASIDE = re.compile(r"\s*,\s+(?:(?:\w+ly|without|while|in|by)\s+)?\w+ing\b[^;:“”\"—–]{2,80}?(?=,\s+and\s)")
# "..., as officials claim, ..."
AS_TOLD = re.compile(r",\s+as\s+[^,;:]{3,60},\s*")
_LONGEST = 100  # characters that may tell when and how something was said


def is_cleft(left: str, following: str) -> bool:
    """Whether "It was X" before a tag goes on behind it with "that had fired"."""
    return bool(_CLEFT.match(left)) and bool(_CLEFT_REST.match(following))


def told_in_passing(cue: Cue, text: str) -> Range | None:
    """The clause before ", as X claims,", where "That" opens it: "That p, as X claims, was denied by Y"; None elsewhere."""
    sentence = cue.sentence
    first = sentence.doc[sentence.first]
    found = AS_TOLD.search(text, sentence.start, sentence.end)
    if first.lower_ != "that" or first.dep_ != "mark" or found is None or cue.subject is None or cue.passive or not cue.frames & {"clause", "told"}:
        return None
    inside = found.start() < sentence.offset(cue.subject[0]) and sentence.after(cue.last - 1) <= found.end()
    return (sentence.after(first.i), found.start()) if inside else None


def after_circumstance(cue: Cue, at: int, text: str) -> int:
    """Offset of the comma behind the time, place or manner of a tag that parts subject and verb; `at` where there is none.

    "Both armies, the mediator said after a night of talks, had agreed to a pause."
    """
    sentence = cue.sentence
    if not _CIRCUMSTANCE.match(text, at, sentence.end):
        return at
    for comma in re.finditer(r",\s", text[at : min(sentence.end, at + _LONGEST)]):
        stop = at + comma.start()
        if any(token.tag_ in _FINITE or token.text in (";", ":", '"') for token in sentence.between(at, stop)):
            return at
        if stop > at + 1 and _begins_with_verb(cue, stop + 1):
            return stop
    return at


def _begins_with_verb(cue: Cue, at: int) -> bool:
    """Whether a finite verb comes first, after adverbs at the most."""
    sentence = cue.sentence
    following = sentence.doc[sentence.token_at(at) : sentence.last]
    first = next((token for token in following if token.pos_ != "ADV"), None)
    return first is not None and first.tag_ in _FINITE


def after_aside(cue: Cue, at: int, text: str) -> int:
    """Offset of the comma behind a participle of the speaker's, before more of what he says: "..., the navy said, correcting its count, and two sank"."""
    found = _ASIDE.match(text, at, cue.sentence.end)
    return found.end() if found else at
