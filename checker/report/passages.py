"""Quotes in their context, made safe to show: what a document holds is data, never markup or text direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from checker.document import Document, Span
from checker.statement import Statement

CONTEXT_LIMIT = 700  # characters shown before and after the quote inside a very long paragraph
QUOTE_LIMIT = 4000
WORD_LIMIT = 30
# Controls that turn the direction of text or hide in it could make a quote read as something else; they are shown by name.
_HIDDEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u200b\u2060]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph. kind: quote, speaker, cue, plain or gap (text left out)."""

    kind: str
    text: str


def shown(text: str | None) -> str:
    """`text` with invisible direction controls written out (as "[U+202E]") and unprintable characters as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", _HIDDEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text or ""))


def web_link(url: str | None) -> str | None:
    """`url` if it is an http or https address that can be linked, else None (javascript: and the like are never linked)."""
    if not url or _HIDDEN.search(url) or _UNPRINTABLE.search(url) or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def quote_in_context(statement: Statement, document: Document, *, limit: int = CONTEXT_LIMIT) -> list[Segment]:
    """The paragraphs of `document` that hold the statement's content, cut into segments.

    limit: characters shown before and after the quote inside a longer paragraph. The quote itself is cut after QUOTE_LIMIT characters.
    """
    spans = [span for span in statement.content if 0 <= span.start < span.end <= len(document.text)]
    if not spans:
        return []
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    start, end = _paragraphs(document.text, first, last)
    clipped_start, clipped_end = _word_start(document.text, first - limit, start), _word_end(document.text, min(last + limit, first + QUOTE_LIMIT), end)
    segments = [Segment("gap", "\u2026")] if clipped_start > start else []
    segments += [Segment(kind, shown(document.text[a:b])) for a, b, kind in _cut(statement, spans, clipped_start, clipped_end)]
    return [*segments, Segment("gap", "\u2026")] if clipped_end < end else segments


def quote_text(statement: Statement, limit: int = 300) -> str:
    """The content of a statement on one line, parts joined with an ellipsis, cut at `limit` characters."""
    text = " \u2026 ".join(" ".join(shown(span.text).split()) for span in statement.content)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "\u2026"


def speaker_in_words(statement: Statement) -> str:
    """Who is quoted, in the words of the text; where these name nobody ("She"), whom they were taken for and why. "" without a speaker."""
    if statement.speaker is None:
        return ""
    refers = statement.evidence.startswith(f'"{statement.speaker.text}" ')
    return shown(statement.evidence if refers else statement.speaker.text)


def location(statement: Statement) -> str:
    """doc_id:start-end of the content, in characters of the document's text."""
    return f"{statement.doc_id}:{min(span.start for span in statement.content)}-{max(span.end for span in statement.content)}"


def _word_start(text: str, position: int, start: int) -> int:
    """The first beginning of a word from `position` on, if one is near; never before `start`."""
    if position <= start:
        return start
    space = text.find(" ", position, position + WORD_LIMIT)
    return position if space < 0 else space + 1


def _word_end(text: str, position: int, end: int) -> int:
    """The last end of a word up to `position`, if one is near; never behind `end`."""
    if position >= end:
        return end
    space = text.rfind(" ", position - WORD_LIMIT, position)
    return position if space < 0 else space


def _paragraphs(text: str, first: int, last: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    return start, len(text) if end < 0 else end


def _cut(statement: Statement, content: list[Span], start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Cut [start, end) at the borders of the spans; where spans overlap, content wins over cue over speaker."""
    layers: list[tuple[str, Span]] = [("quote", span) for span in content]
    layers += [(kind, span) for kind, span in (("cue", statement.cue), ("speaker", statement.speaker)) if span]
    borders = sorted({start, end, *(point for _, span in layers for point in (span.start, span.end) if start < point < end)})
    for left, right in pairwise(borders):
        yield left, right, next((kind for kind, span in layers if span.start <= left < span.end), "plain")
