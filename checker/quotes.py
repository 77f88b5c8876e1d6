"""Quotation mechanics: where quotations begin and end. Works on characters alone, never on a parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.analysis import paragraph_ranges
from checker.statement import Mode

_DOUBLE = '"“”„‟«»'
_SINGLE = "'‘’‚"
_OPENERS = "“„‟«‘‚"
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
# A single quotation mark closes only after punctuation or, within a few words, before a space: otherwise it is an apostrophe.
_MAX_SCARE = 60


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks, [start, end) in the document; `closed` is False where it runs on into the next paragraph."""

    start: int
    end: int
    closed: bool = True

    @property
    def inner(self) -> tuple[int, int]:
        """The range between the marks."""
        return self.start + 1, self.end - 1 if self.closed else self.end

    def holds(self, offset: int) -> bool:
        """Whether a character lies between the marks."""
        return self.start < offset < (self.end - 1 if self.closed else self.end)


def find_quotes(text: str) -> list[Quote]:
    """Outermost quotations of a document in order. Double marks are looked for first; single ones count in paragraphs without double ones."""
    ranges = list(paragraph_ranges(text))
    # Typewriter marks of two characters count as one mark and a filler.
    text = re.sub(r"(^|(?<=[\s(\[{—–/-]))(?:''|``)(?=\S)", '"\u2060', text)
    text = text.replace("''", '\u2060"')
    found: list[Quote] = []
    for number, (start, end) in enumerate(ranges):
        following = text[ranges[number + 1][0]] if number + 1 < len(ranges) else ""
        marks = _DOUBLE if any(mark in text[start:end] for mark in _DOUBLE) else _SINGLE
        found += _in_paragraph(text, start, end, marks, continues=following != "" and following in marks)
    return found


def _in_paragraph(text: str, start: int, end: int, marks: str, *, continues: bool) -> Iterator[Quote]:
    at = start
    while (opening := _next_opening(text, at, end, marks)) is not None:
        closing = _closing(text, opening, end, marks)
        if closing is not None:
            yield Quote(opening, closing + 1)
            at = closing + 1
        else:
            if continues and _begins_utterance(text, opening, start):
                yield Quote(opening, end, closed=False)
                return
            at = opening + 1


def _next_opening(text: str, at: int, end: int, marks: str) -> int | None:
    for index in range(at, end):
        if text[index] in marks and _opens(text, index, end, marks):
            return index
    return None


def _opens(text: str, index: int, end: int, marks: str) -> bool:
    """An opening mark stands after a space, a bracket or a dash, and before a word."""
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < end else " "
    if after.isspace() or (marks == _SINGLE and not (after.isalnum() or after in "[(.")):
        return False
    if text[index] in "”’":
        return False
    if marks == _SINGLE and after.isdigit() and text[index + 1 : index + 4].rstrip("s").isdigit():
        return False  # "the '90s"
    return before.isspace() or before in "([{—–-/:," or text[index] in "“„«"


def _closing(text: str, opening: int, end: int, marks: str) -> int | None:
    depth = 0
    for index in range(opening + 1, end):
        mark = text[index]
        if mark not in marks:
            continue
        if mark in _OPENERS and mark == text[opening] and _opens(text, index, end, marks):
            depth += 1
        elif _closes(text, opening, index, end, marks):
            if depth == 0:
                return index
            depth -= 1
    return None


def _closes(text: str, opening: int, index: int, end: int, marks: str) -> bool:
    before, after = text[index - 1], text[index + 1] if index + 1 < end else " "
    if marks == _DOUBLE:
        return not (before.isspace() and after.isalnum())
    if after.isalnum() or text[index] in "‘‚":
        return False
    return before in ".,?!…" or (index - opening <= _MAX_SCARE and before not in "sS")


def _begins_utterance(text: str, opening: int, start: int) -> bool:
    before = text[start:opening].rstrip()
    return not before or before[-1] in ".,:!?"


def quote_at(quotes: Sequence[Quote], offset: int) -> Quote | None:
    """The quotation between whose marks a character lies."""
    return next((quote for quote in quotes if quote.holds(offset)), None)


def trimmed(text: str, start: int, end: int, quotes: Sequence[Quote]) -> tuple[int, int] | None:
    """A content range without enclosing marks, outer commas, full stops and spaces; None where nothing is left."""
    while True:
        before = start, end
        while start < end and (text[start].isspace() or text[start] in ",;:.—–-…"):
            start += 1
        while start < end and (text[end - 1].isspace() or (text[end - 1] in ",;:—–-" or (text[end - 1] == "." and not _abbreviated(text, start, end)))):
            end -= 1
        start, end = _unmarked(start, end, quotes)
        if text[start - 1 : start + 1] in ("''", "``"):
            start += 1
        if text[end - 1 : end + 1] == "''":
            end -= 1
        if (start, end) == before:
            break
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the final full stop belongs to the word: "p.m.", "the U.S."."""
    return bool(re.search(r"(?:^|[\s(\"“])(?:\w\.){2,}$", text[max(start, end - 12) : end]))


def _unmarked(start: int, end: int, quotes: Sequence[Quote]) -> tuple[int, int]:
    for quote in quotes:
        if quote.start == start and quote.end == end and quote.closed:
            return quote.inner
        if quote.start == start and not quote.closed:
            return start + 1, end
        # The other mark was cut away with another span of the same quotation.
        if quote.start == start and quote.closed and end < quote.end:
            return start + 1, end
        if quote.end == end and quote.closed and start > quote.start:
            return start, end - 1
    return start, end


def mode_of(text: str, spans: Sequence[tuple[int, int]], quotes: Sequence[Quote]) -> Mode:
    """Direct where every word of the spans stands in quotation marks, indirect where none does, mixed otherwise."""
    words = [match.start() for start, end in spans for match in _WORD.finditer(text, start, end)]
    inside = sum(quote_at(quotes, word) is not None for word in words)
    if inside == 0:
        return Mode.INDIRECT
    return Mode.DIRECT if inside == len(words) else Mode.MIXED
