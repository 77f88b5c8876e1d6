"""Tokens of a document and the windows in which the attribution tagger reads them. Works on characters and word pieces, not on a parse.

Beside its piece each token carries a kind, which the model reads as its token type: whether it begins with a capital letter (the
vocabulary is lower case), and whether it stands in quotation marks (also where the quotation began paragraphs before).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checker.quotes import find_quotes

CAPITAL, QUOTED = 1, 2
TOLD = 4  # kind of the mark at the beginning of a window that is to be read for statements alone
KINDS = 5
LENGTH = 160  # longest window in pieces, with the two marks at its ends
CONTEXT = 96  # pieces seen around a cue
BEFORE, BEHIND = 1, 2  # sentences seen around that of the cue
MARKS = 3  # no cue, the cue that is asked about, another one
FAR = 48  # distances from the cue are told apart up to here
_BREAK = re.compile(r"\s*\n\s*")
_STOP = re.compile(r"(?:[.!?…]+[\"”’'»)\]]*)\s+(?=[\"“‘'„«(\[]*[A-Z0-9])|\s*\n\s*")
_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Rep|Sen|Gov|Sec|Prof|Rev|St|No|vs|Jr|Sr|[A-Z])|(?:\b[A-Za-z]\.)+[A-Za-z])\.$")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The pieces of a document: ids, character ranges, kinds, and the number of the sentence of each. Paragraphs are parted by [SEP]."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    kinds: list[int]
    sentences: list[int]
    first: list[int]  # first token of each sentence, and the number of tokens
    begins: list[bool]  # whether a token begins a word

    def __len__(self) -> int:
        return len(self.ids)


def sentence_starts(text: str) -> list[int]:
    """Offsets at which sentences begin, the first being 0. Rough: a boundary too many or too few only changes how much context is seen."""
    ends = [match for match in _STOP.finditer(text) if "\n" in match[0] or not _SHORT.search(text[max(0, match.start() - 8) : match.start() + 1])]
    return [0, *(match.end() for match in ends)]


def tokenise(text: str, tokenizer: Any, separator: int) -> Tokens:
    """Pieces of `text` by a `tokenizers.Tokenizer` without special tokens, truncation or padding."""
    quoted = bytearray(len(text) + 1)
    for quote in find_quotes(text):
        quoted[quote.start : quote.end] = b"\1" * (quote.end - quote.start)
    sentences = sentence_starts(text)
    tokens = Tokens([], [], [], [], [], [], [])
    at = 0
    for end in [*(match.end() for match in _BREAK.finditer(text)), len(text)]:
        if tokens.ids:
            _add(tokens, separator, at, at, 0, begins=True)
        encoding = tokenizer.encode(text[at:end], add_special_tokens=False)
        for piece, (left, right) in zip(encoding.ids, encoding.offsets, strict=True):
            start = at + left
            inside = left > 0 and text[start - 1].isalnum() and text[start].isalnum()
            _add(tokens, piece, start, at + right, CAPITAL * text[start].isupper() + QUOTED * quoted[start], begins=not inside)
        at = end
    previous = -1
    for number, start in enumerate(tokens.starts):
        sentence = bisect_right(sentences, start) - 1
        if sentence != previous:
            tokens.first.append(number)
            previous = sentence
        tokens.sentences.append(len(tokens.first) - 1)
    tokens.first.append(len(tokens))
    return tokens


def _add(tokens: Tokens, piece: int, start: int, end: int, kind: int, *, begins: bool) -> None:
    tokens.begins.append(begins)
    tokens.ids.append(piece)
    tokens.starts.append(start)
    tokens.ends.append(end)
    tokens.kinds.append(kind)


def windows(tokens: Tokens, *, skip: int = 0) -> Iterator[tuple[int, int]]:
    """Token ranges read at once: whole sentences, as many as fit. A sentence that does not fit is cut. skip: sentences in the first one."""
    room = LENGTH - 2
    start = 0
    for number in range(len(tokens.first) - 1):
        begin, end = tokens.first[number], tokens.first[number + 1]
        if start < begin and ((skip and number == skip) or end - start > room):
            yield start, begin
            start = begin
        while end - start > room:
            yield start, start + room
            start += room
    if start < len(tokens):
        yield start, len(tokens)


def context(tokens: Tokens, cue: tuple[int, int]) -> tuple[int, int]:
    """Token range seen around a cue: its sentence, then sentences behind and before it while they fit."""
    first, last = tokens.sentences[cue[0]], tokens.sentences[cue[1] - 1]
    start, end = tokens.first[first], tokens.first[last + 1]
    if end - start > CONTEXT:
        start = max(start, min(cue[0] - CONTEXT // 2, end - CONTEXT))
        return start, min(end, start + CONTEXT)
    behind = min(last + 1 + BEHIND, len(tokens.first) - 1)
    while tokens.first[behind] - start > CONTEXT:
        behind -= 1
    end = tokens.first[behind]
    before = max(first - BEFORE, 0)
    while end - tokens.first[before] > CONTEXT:
        before += 1
    return tokens.first[before], end


def marks(span: tuple[int, int], cue: tuple[int, int], others: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """For each token of `span` its mark (0 none, 1 the cue, 2 another cue) and its distance from the cue, shifted to [0, 2 * FAR]."""
    found = [0] * (span[1] - span[0])
    for number, ranges in ((2, others), (1, [cue])):
        for left, right in ranges:
            for index in range(max(left, span[0]), min(right, span[1])):
                found[index - span[0]] = number
    away = (min(index - cue[0], 0) + max(index - cue[1] + 1, 0) for index in range(*span))
    return found, [max(-FAR, min(FAR, distance)) + FAR for distance in away]
