"""A statement in the making, and who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.sentences import Range
from checker.tags import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Draft:
    """A statement in the making; ranges are document offsets. of_charge: what is called names is somebody's charge."""

    lemma: str
    spans: list[Range]
    cue: Range | None = None
    speaker: Range | None = None
    order: int = 0
    negated: bool = False
    verb: Cue | None = None
    parent: Draft | None = None
    quote_only: bool = False
    of_charge: bool = False


def speaker_of(cue: Cue, drafts: Sequence[Draft]) -> Range | None:
    """The cue's own subject, or that of the earlier cue with which it is joined, or of the verb on which it depends."""
    sentence = cue.sentence
    if cue.subject is not None:
        return sentence.offset(cue.subject[0]), sentence.after(cue.subject[1] - 1)
    if cue.passive:
        return None
    own = [draft for draft in drafts if draft.speaker is not None and draft.verb is not None and not (draft.verb.relative and draft.verb.gap)]
    if own:
        return own[-1].speaker if not cue.participle or own[-1].verb is None else _nearest(cue, own)
    if (main := main_subject(cue)) is not None:
        return sentence.offset(main.left_edge.i), sentence.after(_last_of(main))
    token = sentence.doc[cue.first]
    for _ in range(4):
        token = token.head
        subject = next((child for child in token.children if child.dep_ in ("nsubj", "nsubjpass") and child.i >= sentence.first), None)
        if subject is not None and subject.i < cue.first:
            if subject.lower_ in ("who", "which", "that"):
                return None
            last = next((word.i for word in sentence.doc[subject.i : cue.first] if word.text == "," or word.i > subject.right_edge.i), subject.right_edge.i + 1)
            return sentence.offset(max(subject.left_edge.i, sentence.first)), sentence.after(max(last - 1, subject.i))
    return None


def main_subject(cue: Cue) -> Token | None:
    """The subject of the main clause behind a participle that opens the sentence: "Dismissing the report as a lie, the colonel admitted ..."."""
    sentence = cue.sentence
    if not cue.participle or cue.first != sentence.first:
        return None
    token = cue.token
    for _ in range(4):
        if token.head.i == token.i or token.head.i < cue.first:
            break
        token = token.head
        subject = next((child for child in token.children if child.dep_ == "nsubj" and child.i > cue.first), None)
        if subject is not None and subject.left_edge.i > sentence.first and sentence.doc[subject.left_edge.i - 1].text == ",":
            return subject
    return None


def _last_of(subject: Token) -> int:
    """The last word of a subject without the comma at its end."""
    last = int(subject.right_edge.i)
    return last - 1 if subject.doc[last].is_punct and last > subject.i else last


def _nearest(cue: Cue, own: Sequence[Draft]) -> Range | None:
    """A participle belongs to the last tag before it, or to the first one when a later one stands inside the first one's content."""
    start = cue.sentence.offset(cue.first)
    for draft in reversed(own):
        if not any(other.spans and any(first <= (draft.cue or (0, 0))[0] < end for first, end in other.spans) for other in own if other is not draft):
            return draft.speaker
    return own[-1].speaker if start else None
