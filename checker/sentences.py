"""Sentences that never break inside a quotation."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.analysis import Analysis, Paragraph, noun_chunks
from checker.cues import ends_in_title
from checker.quotes import Quote, quote_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]
# After "?" or "!" within quotation marks a tag may follow ("Who?" Smith asked).
_TAG = re.compile(r"\s*[A-Z][\w.’'-]*(?:\s+[\w.,’'-]+){0,8}?\s+(?:said|says|asked|told|added|wrote|declared)\b|\s*[a-z]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens [first, last) of a paragraph's parse; `start` and `end` are document offsets."""

    paragraph: Paragraph
    first: int
    last: int
    start: int
    end: int

    @property
    def doc(self) -> Doc:
        """The parse of the paragraph."""
        return self.paragraph.doc

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the sentence."""
        return list(self.doc[self.first : self.last])

    def offset(self, token: int) -> int:
        """Document offset of a token's first character; the end of the sentence for the token after the last one."""
        return self.paragraph.start + int(self.doc[token].idx) if token < self.last else self.end

    def after(self, token: int) -> int:
        """Document offset after a token's last character."""
        return self.paragraph.start + int(self.doc[token].idx) + len(self.doc[token].text)

    def token_at(self, offset: int) -> int:
        """First token that begins at or after a document offset."""
        return next((int(token.i) for token in self.doc[self.first : self.last] if self.paragraph.start + token.idx >= offset), self.last)

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in [start, end), document offsets."""
        return list(self.doc[self.token_at(start) : self.token_at(end)])

    def chunks(self) -> list[Range]:
        """Token ranges of the noun phrases, without what follows their nouns."""
        return [(chunk.start, chunk.end) for chunk in noun_chunks(self.doc) if chunk.start >= self.first and chunk.end <= self.last]


def sentences(analysis: Analysis, quotes: Sequence[Quote]) -> Iterator[Sentence]:
    """The sentences of a document in order."""
    text = analysis.document.text
    for paragraph in analysis.paragraphs:
        inside = [quote for quote in quotes if quote.start < paragraph.end and quote.end > paragraph.start]
        starts = [*_starts(paragraph, text, inside), len(paragraph.doc)]
        for first, last in itertools.pairwise(starts):
            yield _sentence(paragraph, first, last)


def _sentence(paragraph: Paragraph, first: int, last: int) -> Sentence:
    start = paragraph.start + paragraph.doc[first].idx
    final = paragraph.doc[last - 1]
    end = paragraph.start + final.idx + len(final.text)
    return Sentence(paragraph, first, last, start, end)


def _starts(paragraph: Paragraph, text: str, quotes: Sequence[Quote]) -> list[int]:
    """Tokens that begin a sentence: the parser's, corrected at quotation marks and titles."""
    openings = {quote.start for quote in quotes}
    endings = {quote.end for quote in quotes}
    starts = [0]
    for token in paragraph.doc[1:]:
        offset = paragraph.start + token.idx
        if token.is_space or quote_at(quotes, offset) or any(quote.end - 1 == offset and quote.closed for quote in quotes):
            continue
        before = text[paragraph.start : offset].rstrip()
        if len(before) == offset - paragraph.start:
            continue
        if paragraph.start + len(before) in endings:
            begins = token.text[0].isupper() or offset in openings or token.text[0].isdigit()
            if begins and _ends_quoted(before[-2:-1], text, offset):
                starts.append(token.i)
        elif before[-1:] in (".", "!", "?", "…") and (token.is_sent_start or offset in openings) and not ends_in_title(before) and not token.text[0].islower():
            starts.append(token.i)
    return starts


def _ends_quoted(stop: str, text: str, offset: int) -> bool:
    return stop in (".", "…") or (stop in ("!", "?") and not _TAG.match(text, offset))
