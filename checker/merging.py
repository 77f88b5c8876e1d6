"""Which attributions of the tagger join the statements that the rules found.

The tagger learned from news in which beliefs and acts count as attributions too, and it reads no guidelines. Here only what somebody is
said to have said counts, so its finds are taken where the rules found nothing, and where grammar shows speech.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.cues import cue_table
from checker.frames import Draft
from checker.quotes import Quote, quote_at
from checker.sentences import Range, Sentence
from checker.tagging import Attribution
from checker.tags import cue_lemma, is_unreal

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS_IN_THAT = re.compile(r"\bthat\s+\Z", re.IGNORECASE)
_THAT = re.compile(r"\s*(?:that|whether)\s+", re.IGNORECASE)
# Who these words stand for lies in the grammar, which the rules have read; "we" and "I" in the reporter's text are the reporter.
_NO_SPEAKER = frozenset({"who", "which", "that", "whom", "we", "i", "you", "me", "us"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
LEAST_WORDS = 4
SAME = 0.3  # contents that share more of their characters are one


def further_drafts(found: Sequence[Attribution], drafts: Sequence[Draft], sentences: Sequence[Sentence], text: str, quotes: Sequence[Quote]) -> list[Draft]:
    """Drafts from the attributions of a document that overlap none of `drafts` in cue or content."""
    further: list[Draft] = []
    at = 0
    for item in sorted(found, key=lambda item: item.cue):
        while at < len(sentences) and sentences[at].end <= item.cue[0]:
            at += 1
        if at == len(sentences) or item.cue[0] < sentences[at].start or any(_overlaps(item, draft) for draft in [*drafts, *further]):
            continue
        draft = _draft(item, sentences[at], text, quotes)
        if draft is not None:
            further.append(draft)
    return further


def further_attributions(found: Sequence[Attribution], drafts: Sequence[Draft], text: str) -> list[Attribution]:
    """Attributions from the drafts of the rules that are not among `found`, with spans as the tagger gives them."""
    further = []
    for draft in drafts:
        spans = tuple(span for start, end in draft.spans if (span := _with_that(start, end, text))[0] < span[1])
        if draft.cue is None or not spans:
            continue
        item = Attribution(draft.cue, (draft.speaker,) if draft.speaker else (), spans)
        if not any(_meet([item.cue], [other.cue]) or _shared(spans, other.content) > SAME for other in found):
            further.append(item)
    return further


def _with_that(start: int, end: int, text: str) -> Range:
    """A content of the rules without outer punctuation, with the "that" before it."""
    while start < end and (text[start].isspace() or text[start] in ",;:—–-"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:—–-."):
        end -= 1
    before = _ENDS_IN_THAT.search(text, max(0, start - 8), start)
    return (before.start() if before else start), end


def _shared(these: Sequence[Range], those: Sequence[Range]) -> float:
    """Characters in both as a share of those in either."""
    both = sum(max(0, min(end, right) - max(start, left)) for start, end in these for left, right in those)
    return both / (sum(end - start for start, end in (*these, *those)) - both)


def _meet(these: Sequence[Range], those: Sequence[Range]) -> bool:
    return any(start < right and end > left for start, end in these for left, right in those)


def _overlaps(item: Attribution, draft: Draft) -> bool:
    taken = [*draft.spans, *([draft.cue] if draft.cue else [])]
    return _meet((item.cue, *item.content), taken)


def _draft(item: Attribution, sentence: Sentence, text: str, quotes: Sequence[Quote]) -> Draft | None:
    """The draft of an attribution; None where its words are no act of speech of somebody outside the newsroom."""
    verb = _verb(sentence, item.cue)
    if verb is None or quote_at(quotes, item.cue[0]) or not item.source or text[slice(*item.source[0])].lower() in _NO_SPEAKER:
        return None
    lemma = cue_lemma(sentence, verb)
    negated = any(child.dep_ == "neg" for child in verb.children)
    if is_unreal(sentence, verb) or (negated and not cue_table().has("negatable", lemma)) or cue_table().has("belief", lemma):
        return None
    spans = [_without_that(span, text) for span in item.content]
    quoted = any(
        quote.start < end and quote.end > start and len(text[quote.start : quote.end].split()) >= LEAST_WORDS for start, end in spans for quote in quotes
    )
    clause = any(token.tag_ in _FINITE for start, end in spans for token in sentence.between(start, end))
    words = sum(len(text[start:end].split()) for start, end in spans)
    known = lemma in cue_table().frames and not cue_table().has("weak", lemma)
    if words < LEAST_WORDS or not (quoted or (known and clause)):
        return None
    return Draft(lemma, spans, item.cue, item.source[0], order=item.cue[0], negated=negated)


def _verb(sentence: Sentence, cue: Range) -> Token | None:
    """The verb of a cue: the first one that is no auxiliary."""
    return next((token for token in sentence.between(*cue) if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass")), None)


def _without_that(span: Range, text: str) -> Range:
    that = _THAT.match(text, *span)
    return (that.end(), span[1]) if that else span
