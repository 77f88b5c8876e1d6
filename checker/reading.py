"""Paths, globs, folders, standard input, DataFrames and Documents in; validated English Documents out.

One bad input never stops the others: it becomes a Skipped, with its file and line and what to do about it.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from checker import language, plaintext, tables
from checker.document import Document
from checker.errors import InputError, Skipped
from checker.formats import Row, Source
from checker.publication import infer_published
from checker.sources import KINDS, find_sources, read_source

if TYPE_CHECKING:
    import pandas as pd

    Input = str | Path | Document | pd.DataFrame

logger = logging.getLogger(__name__)

# After so many bad rows of one file, or so many for the same reason, the rest is only counted: a wrong export has a million of them.
MAX_SKIPPED = 20
MAX_SAME = 3
# Three times a 200-page report. What is longer is no story but an archive or an accident, and would be parsed for many minutes.
MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read, and what could not, both in the order of the inputs."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]


def read_documents(inputs: Sequence[Input] | Input, *, published: date | None = None) -> Reading:
    """All documents of `inputs`; see iter_documents. Raises InputError, with the first reasons, if none could be read."""
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for item in iter_documents(inputs, published=published):
        if isinstance(item, Document):
            documents.append(item)
        else:
            skipped.append(item)
    if not documents:
        raise InputError(_nothing_read(skipped))
    return Reading(tuple(documents), tuple(skipped))


def _nothing_read(skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return f"no input given; expected files or folders of {KINDS}, or -"
    reasons = "; ".join(f"{item.source}: {item.reason}" for item in skipped[:3])
    more = f"; and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return reasons + more if len(skipped) == 1 else f"none of {len(skipped)} inputs could be read: {reasons}{more}"


def iter_documents(inputs: Sequence[Input] | Input, *, published: date | None = None) -> Iterator[Document | Skipped]:
    """Documents and skipped inputs, in order, as they are read.

    inputs: paths, folders (read recursively, in order of their names), globs, "-" for standard input, Documents, DataFrames.
    published: the date of documents that give none. doc_ids are unique: a derived one gets a number, a given one that is taken
    is skipped. Languages other than English are skipped by name.
    """
    gate = _Gate(published)
    for rows, label, stem in _opened(inputs):
        yield from _folded((gate.admit(item, stem) if isinstance(item, Row) else item for item in _guarded(rows, label)), label)


def _folded(items: Iterable[Document | Skipped], label: str) -> Iterator[Document | Skipped]:
    """The items of one input, of which the bad ones beyond a limit are only counted."""
    reasons: Counter[str] = Counter()
    told = 0
    for item in items:
        if isinstance(item, Skipped):
            reasons[item.reason] += 1
            if told == MAX_SKIPPED or reasons[item.reason] > MAX_SAME:
                continue
            told += 1
        yield item
    if more := reasons.total() - told:
        yield Skipped(label, f"{more} more rows could not be used, for reasons such as those above")


def _guarded(rows: Iterable[Row | Skipped], label: str) -> Iterator[Row | Skipped]:
    """The rows of one input; what stops its reader becomes a last Skipped."""
    try:
        yield from rows
    except InputError as error:
        yield Skipped(label, _one_line(str(error)))
    except OSError as error:
        yield Skipped(label, f"can't be read ({error.strerror or error}); check the file and its permissions")
    except MemoryError:
        yield Skipped(label, "does not fit into memory; split it")


def _one_line(text: str) -> str:
    return " ".join(plaintext.printable(text).split())


def _opened(inputs: Sequence[Input] | Input) -> Iterator[tuple[Iterable[Row | Skipped], str, str]]:
    """Per input: its rows, the name under which it is reported, and the stem of ids derived from it."""
    seen: set[Path] = set()
    frames = 0
    for item in _listed(inputs):
        if isinstance(item, Document):
            yield [Row(item.doc_id, {field: getattr(item, field) for field in tables.FIELDS})], item.doc_id, item.doc_id
        elif isinstance(item, str | os.PathLike):
            for source in find_sources(os.fspath(item)):
                path = source.path.resolve() if isinstance(source, Source) and source.path else None
                if path is None or path not in seen:
                    yield _rows(source), _name(source), source.stem if isinstance(source, Source) else ""
                if path:
                    seen.add(path)
        elif hasattr(item, "itertuples") and hasattr(item, "columns"):
            frames += 1
            stem = f"table{frames}"
            yield tables.read_frame(item, f"DataFrame {frames}"), f"DataFrame {frames}", stem
        else:
            raise InputError(f"input is {item!r:.80}; expected a path, a Document or a DataFrame")


def _listed(inputs: Sequence[Input] | Input) -> Iterable[Any]:
    """One input instead of a list of them is a list of one."""
    single = isinstance(inputs, str | os.PathLike | Document) or hasattr(inputs, "itertuples")
    return [inputs] if single else cast("Iterable[Any]", inputs)


def _name(source: Source | Skipped) -> str:
    return source.name if isinstance(source, Source) else source.source


def _rows(source: Source | Skipped) -> Iterable[Row | Skipped]:
    return [source] if isinstance(source, Skipped) else read_source(source)


class _Gate:
    """Rows to Documents: validation, language, unique ids."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.taken: dict[str, str] = {}
        self.numbers: Counter[str] = Counter()

    def admit(self, row: Row, stem: str) -> Document | Skipped:
        """The document of a row, or why there is none."""
        try:
            document = self._document(row, stem)
        except InputError as error:
            return Skipped(row.where, _one_line(str(error)))
        self.taken[document.doc_id] = row.where
        return document

    def _document(self, row: Row, stem: str) -> Document:
        values = {name: _blank_to_none(row.fields.get(name)) for name in tables.FIELDS}
        text = values["text"]
        if not isinstance(text, str) or not text.strip():
            raise InputError("holds no text" if text is None or isinstance(text, str) else f"field 'text' is {text!r:.60}; expected text")
        if len(text) > MAX_CHARACTERS:
            raise InputError(f"is {len(text):,} characters long; expected at most {MAX_CHARACTERS:,} a document; split it into its stories")
        strings = {name: _string(values[name], name) for name in ("title", "outlet", "url", "language", "dated_by")}
        day = parse_day(values["published"]) or self.published
        document = Document(_string(values["doc_id"], "doc_id") or "", plaintext.printable(text), published=day, **strings)
        document = _dated(_in_english(document), row.where)
        return dataclasses.replace(document, doc_id=self._given_id(document) or self._derived_id(row, stem))

    def _given_id(self, document: Document) -> str:
        if document.doc_id in self.taken:
            raise InputError(f"doc_id {document.doc_id!r} is taken by {self.taken[document.doc_id]}; expected one of its own; rename or leave it out")
        return document.doc_id

    def _derived_id(self, row: Row, stem: str) -> str:
        base = re.sub(r"[\s:/\\]+", "-", _one_line(stem)) or "document"
        base = base if row.number is None else f"{base}-{row.number}"
        name = base
        while name in self.taken:
            self.numbers[base] += 1
            name = f"{base}-{self.numbers[base] + 1}"
        return name


def _blank_to_none(value: Any) -> Any:
    """Missing values of CSV, JSON and pandas (None, NaN, NaT, empty strings) as None."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    # NaN and NaT are the only values that differ from themselves; pandas' NA refuses the comparison.
    try:
        return value if bool(value == value) else None
    except (TypeError, ValueError):
        return None if type(value).__name__ == "NAType" else value


def _string(value: Any, name: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool | float | list | dict) or not isinstance(value, str | int):
        raise InputError(f"field {name!r} is {value!r:.60}; expected text")
    return _one_line(str(value)) or None


def _in_english(document: Document) -> Document:
    """The document with its language filled in. Raises InputError naming any other language."""
    if document.language and not language.is_english(document.language):
        raise InputError(f"is in language {document.language!r}; expected English; translate it first")
    if document.language is None and (foreign := language.foreign_language(document.text)):
        raise InputError(f"is in {foreign}; expected English; translate it first")
    return dataclasses.replace(document, language="en")


def _dated(document: Document, where: str) -> Document:
    """The document with its day read from its words, if the source gave none; the user is told, since a missing year is guessed."""
    found = None if document.published else infer_published(document.text, today=datetime.now(UTC).date())
    if found is None:
        return document
    logger.warning("%s: no date given; took %s from %s (--published sets it)", where, found.day.isoformat(), found.evidence)
    return dataclasses.replace(document, published=found.day, dated_by=found.evidence)


_WRITTEN = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%A %d %B %Y", "%A %B %d %Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d")


def parse_day(value: Any) -> date | None:
    """The day of a date, a datetime, a Timestamp or a string (ISO 8601, RFC 2822 as in feeds, "24 December 2025").

    Raises InputError for everything else, "03/04/2025" included: it is two different days on two sides of an ocean.
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    day = _day_of_text(value.strip()) if isinstance(value, str) else None
    if day is None or not 1 <= day.year <= 9999:
        raise InputError(f"field 'published' is {value!r:.60}; expected a date such as 2025-12-24")
    return day


def _day_of_text(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date() if "," in text or ":" in text else _written_day(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _written_day(text)


def _written_day(text: str) -> date | None:
    plain = re.sub(r"\s+", " ", re.sub(r"[,]|(?<=[A-Za-z]{3})\.|(?<=\d)(?:st|nd|rd|th)\b", " ", text)).strip()
    for form in _WRITTEN:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None
