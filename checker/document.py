"""A document and character ranges in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from checker.errors import InputError
from checker.records import Record


@dataclass(frozen=True, slots=True)
class Span(Record):
    """Half-open character range [start, end) of `Document.text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Document(Record):
    """A news story or official statement. `text` is never changed after reading: all offsets refer to it.

    dated_by: the words from which `published` was inferred, where the source gave no date.
    """

    doc_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    dated_by: str | None = None

    def span(self, start: int, end: int) -> Span:
        """The range [start, end) with its text. Raises InputError if it lies outside the text or is empty."""
        if not 0 <= start < end <= len(self.text):
            raise InputError(f"{self.doc_id}: span [{start}, {end}) is not inside a text of {len(self.text)} characters")
        return Span(start, end, self.text[start:end])

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
