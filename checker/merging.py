"""How the attributions of the rules and of the tagger become one list.

Where both find a cue they mostly agree on its content. Where they don't, who is right was counted on documents that neither had seen
(models/attribution/MODEL_CARD.md): the tagger where it sees more than the rules, and where the rules take words around a quotation for
part of it; the rules otherwise. What only the tagger takes for a statement joins them where it tells a
clause, a number or a quotation, or its verb is known. Quotation marks are the business of rules alone: see `tidied`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.cue_verbs import cue_lemma, is_unreal
from checker.cues import cue_table
from checker.drafts import Draft
from checker.inflection import base
from checker.quotes import Quote, quote_at
from checker.sentences import Range, Sentence
from checker.statement import Stance
from checker.tagging import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS_IN_THAT = re.compile(r"\bthat\s+\Z", re.IGNORECASE)
_THAT = re.compile(r"\s*(?:that|whether)\s+", re.IGNORECASE)
# Who these words stand for lies in the grammar, which the rules have read; "we" and "I" in the reporter's text are the reporter.
_NO_SPEAKER = frozenset({"who", "which", "that", "whom", "we", "i", "you", "me", "us"})
_PARTED = frozenset({"of", "for", "with", "as", "small", "at", "on"})
_OF_THINGS = frozenset({"claim", "call"})  # "claims the shoal", "calls it Huangyan Dao" tell no event
_ANSWERS = (Stance.ACCUSE, Stance.DENY)  # what one does with a noun: "waved away the tale", "charged the army with the strike"
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NAME = re.compile(r"\b(?!(?:The|An?|Its?|Their|His|Her)\b)[A-Z]")
LEAST_WORDS = 3
SCRAPS = 0.1  # contents that share less of their characters are two
SAME = 0.3  # contents that share more of their characters are one
AGREED = 0.5  # contents that share so much of their characters differ only in detail


def further_drafts(found: Sequence[Attribution], drafts: Sequence[Draft], sentences: Sequence[Sentence], text: str, quotes: Sequence[Quote]) -> list[Draft]:
    """Drafts from what the tagger takes for statements of a document, where none of `drafts` has its cue or more than scraps of its content."""
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


def tidied(found: Sequence[Attribution], analysis: Analysis, quotes: Sequence[Quote]) -> list[Attribution]:
    """Attributions of the tagger with contents that begin with a word or a mark of quotation and never end within a quotation.

    A cue outside a quotation attributes all of it. What stands before a paragraph (datelines, times) is said by nobody.
    """
    text = analysis.document.text
    heads = [(text.rfind("\n", 0, paragraph.start) + 1, paragraph.start) for paragraph in analysis.paragraphs]
    items = []
    for item in found:
        content = tuple(_tidy(span, item.cue, text, quotes, heads) for span in item.content)
        items.append(replace(item, content=tuple(span for span in content if span[0] < span[1])))
    return [item for item in items if item.content]


def _tidy(span: Range, cue: Range, text: str, quotes: Sequence[Quote], heads: Sequence[Range]) -> Range:
    start, end = span
    start = next((after for before, after in heads if before <= start < after), start)
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    for quote in quotes:
        if quote.start <= cue[0] < quote.end:
            continue
        if quote.start < start < quote.end:
            start = quote.start
        if quote.start < end < quote.end:
            end = quote.end
    return start, end


def correct(drafts: Sequence[Draft], found: Sequence[Attribution], text: str, quotes: Sequence[Quote]) -> None:
    """Give drafts the content that the tagger found for their cue where it knows better.

    What another draft has stays there (the tagger keeps nested attributions inside the outer content), and so do the parts of verbs such
    as "accused X of p", which the tagger tells apart less surely.
    """
    for draft in drafts:
        peer = _peer(draft, found)
        if peer is None or cue_table().frames.get(draft.lemma, frozenset()) & _PARTED or not _knows_better(peer, draft.spans, quotes):
            continue
        others = [span for other in drafts if other is not draft for span in (*other.spans, *([other.cue] if other.cue else []))]
        others += [draft.cue] if draft.cue else []
        if not _meet(_pieces(peer.content, draft.spans), others):
            draft.spans = [_without_that(span, text) for span in peer.content]
            draft.quote_only = False


def _pieces(these: Sequence[Range], those: Sequence[Range]) -> list[Range]:
    """What lies in these ranges but not in those."""
    cuts = sorted({point for span in (*these, *those) for point in span})
    return [span for span in itertools.pairwise(cuts) if _meet([span], these) and not _meet([span], those)]


def all_attributions(found: Sequence[Attribution], drafts: Sequence[Draft], text: str) -> list[Attribution]:
    """The attributions of the tagger and those that only the rules found, in the order of the cues, with spans as the tagger gives them."""
    items = list(found)
    for draft in drafts:
        spans = tuple(span for start, end in draft.spans if (span := _with_that(start, end, text))[0] < span[1])
        if draft.cue and spans and _peer(draft, found) is None and not any(_shared(spans, other.content) > SAME for other in found):
            items.append(Attribution(draft.cue, (draft.speaker,) if draft.speaker else (), spans))
    return sorted(items, key=lambda item: item.cue)


def _peer(draft: Draft, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution of the tagger with the cue of a draft."""
    return next((item for item in found if draft.cue is not None and _meet([item.cue], [draft.cue])), None)


def _knows_better(peer: Attribution, spans: Sequence[Range], quotes: Sequence[Quote]) -> bool:
    """Whether the tagger's content is right, where it is far from the `spans` of the rules."""
    if _shared(spans, peer.content) >= AGREED:
        return False
    if _within(spans, peer.content):
        return True
    mixed = any(_meet(spans, [(quote.start, quote.end)]) for quote in quotes) and not _is_quoted(spans, quotes)
    return mixed and _within(peer.content, spans)


def _within(these: Sequence[Range], those: Sequence[Range]) -> bool:
    """Whether each of these ranges lies in one of those, give or take a mark at its ends."""
    return all(any(left - 2 <= start and end <= right + 2 for left, right in those) for start, end in these)


def _is_quoted(spans: Sequence[Range], quotes: Sequence[Quote]) -> bool:
    return all(any(quote.start <= start and end <= quote.end for quote in quotes) for start, end in spans)


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
    cues = [draft.cue] if draft.cue else []
    return _meet((item.cue, *item.content), cues) or _meet([item.cue], draft.spans) or _shared(item.content, draft.spans) > SCRAPS


def _draft(item: Attribution, sentence: Sentence, text: str, quotes: Sequence[Quote]) -> Draft | None:
    """The draft of an attribution; None where nobody outside the newsroom speaks, or next to nothing is told."""
    if quote_at(quotes, item.cue[0]) or not item.source or text[slice(*item.source[0])].lower() in _NO_SPEAKER:
        return None
    verb = _verb(sentence, item.cue)
    lemma = cue_lemma(sentence, verb) if verb is not None else base(text[slice(*item.cue)].split()[-1].lower())
    negated = verb is not None and any(child.dep_ == "neg" for child in verb.children)
    if (verb is not None and is_unreal(sentence, verb)) or (negated and not cue_table().has("negatable", lemma)) or cue_table().has("belief", lemma):
        return None
    spans = [_without_that(span, text) for span in item.content]
    words = " ".join(text[start:end] for start, end in spans).split()
    quoted = any(quote.start < end and quote.end > start for start, end in spans for quote in quotes)
    tokens = [token for start, end in spans for token in sentence.between(start, end)]
    # "Counted 64 shells" tells something; "filed a suit", "plans to buy ships" are acts.
    tells = quoted or any(token.tag_ in _FINITE for token in tokens) or any(token.tag_ == "CD" for token in tokens[:1])
    tells = tells or (lemma in cue_table().frames and not cue_table().has("weak", lemma) and lemma not in _OF_THINGS)
    tells = tells or cue_table().stances.get(lemma) in _ANSWERS
    if len(words) < LEAST_WORDS or not tells or not text[slice(*item.cue)].strip(":"):
        return None
    # "The version offered by Iraq's navy": of several sources the first that is named speaks.
    speaker = max(item.source, key=lambda span: _NAME.search(text, *span) is not None)
    return Draft(lemma, spans, item.cue, speaker, order=item.cue[0], negated=negated)


def _verb(sentence: Sentence, cue: Range) -> Token | None:
    """The verb of a cue: the first one that is no auxiliary."""
    return next((token for token in sentence.between(*cue) if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass")), None)


def _without_that(span: Range, text: str) -> Range:
    that = _THAT.match(text, *span)
    return (that.end(), span[1]) if that else span
