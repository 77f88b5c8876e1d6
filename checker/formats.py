"""One reader a file format: bytes to rows with Document's field names. What is wrong with a file is an InputError, with a line a Skipped."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from checker import plaintext
from checker.errors import InputError, Skipped

# A longer text is no news story but a mistake (a dump, a concatenation), and would not fit into memory with its analysis.
MAX_DOCUMENT = 64 * 2**20
# What is left of a page without an article are single words of its menus.
MIN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: its name as the user knows it, a stem for ids, and how to open it."""

    name: str
    stem: str
    open: Callable[[], BinaryIO]
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one document before validation. where: file and line; number: line or row, None for whole files."""

    where: str
    fields: Mapping[str, Any]
    number: int | None = None


Reader = Callable[[Source], Iterator[Row | Skipped]]


def read_bytes(source: Source) -> bytes:
    """Content of a file that holds one document. Raises InputError if it is empty or too large."""
    with source.open() as stream:
        data = stream.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise InputError(f"is larger than {MAX_DOCUMENT // 2**20} MB; expected one document; split it or use .jsonl")
    if not data.strip():
        raise InputError("is empty; expected text")
    return data


def read_text(source: Source) -> Iterator[Row]:
    """A plain text file; a header between "---" lines and a date in the file name are taken as metadata."""
    text = plaintext.plain_newlines(plaintext.decode(read_bytes(source)))
    header, body = plaintext.split_header(text)
    body = plaintext.unwrap(body).strip("\n")
    yield Row(source.name, {"published": name_date(source.stem)} | header | {"text": body})


def name_date(stem: str) -> str | None:
    """The date in a file name such as "2025-12-24-outlet" or "20251224_outlet", in ISO form."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)", stem)
    return f"{match[1]}-{match[3]}-{match[4]}" if match else None


_CHARSET = re.compile(rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


def read_html(source: Source) -> Iterator[Row]:
    """A web page: main text, title, date, site and address, without menus and comments (trafilatura)."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    page = _decode_page(read_bytes(source))
    try:
        found = bare_extraction(plaintext.printable(page), include_comments=False, with_metadata=True, date_extraction_params=_DATE_OPTIONS)
    except MemoryError:
        raise
    except Exception as error:  # pages are hostile in ways that no list of errors foresees
        raise InputError(f"can't be parsed as a web page ({type(error).__name__}); save the article as .txt") from None
    text = plaintext.plain_newlines(found.text or "").strip() if found else ""
    if len(text.split()) < MIN_WORDS:
        raise InputError("holds no main text; expected a web page with an article; save the article as .txt if it is loaded by a script")
    title = found.title or None
    fields = {"title": title, "outlet": found.sitename or None, "published": found.date or name_date(source.stem), "url": found.url or None}
    yield Row(source.name, fields | {"text": _without_heading(text, title)})


# Only dates that the page states: guesses from the body ("(c) 2024") would move every weekday. Clocks may be wrong, so no upper limit.
_DATE_OPTIONS = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


def _decode_page(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration is common; the bytes themselves decide
    return plaintext.decode(data)


def _without_heading(text: str, title: str | None) -> str:
    """The title is a field of its own; as a first paragraph it would be parsed as a sentence."""
    first, _, rest = text.partition("\n")
    same = title and " ".join(first.split()).casefold() == " ".join(title.split()).casefold()
    return rest if same and rest else text


def sniff(head: bytes) -> str:
    """The format, as a file name extension, of a stream that begins with `head` (standard input, files without extension)."""
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PAR1"):
        return ".parquet"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048]
    if re.match(rb"<(!doctype html|html|head|body|\?xml)", start, re.IGNORECASE):
        return ".html"
    if re.match(rb'\{\s*("|\})', start):
        first, newline, _ = head.partition(b"\n")
        return ".json" if newline and not first.rstrip().endswith(b"}") else ".jsonl"
    if re.match(rb'\[\s*(\{\s*"|\])', start):
        return ".json"
    columns = [column.strip(b' "\r') for column in re.split(rb"[,;\t]", start.split(b"\n", 1)[0])]
    return ".csv" if b"text" in columns and len(columns) > 1 else ".txt"


def from_bytes(name: str, stem: str, data: bytes) -> Source:
    """A source whose content is already in memory."""
    return Source(name, stem, lambda: io.BytesIO(data))
