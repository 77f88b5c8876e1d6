"""PDF documents: text page by page, running heads dropped, lines joined into paragraphs, metadata where present."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from checker import plaintext
from checker.errors import InputError
from checker.formats import Row, Source, name_date

if TYPE_CHECKING:
    from pypdf import PdfReader

# Lines at the top and at the foot of a page in which running heads and page numbers are looked for.
_EDGE = 3
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s*|p\.\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_FILE_TITLE = re.compile(r"\.(?:docx?|odt|rtf|pdf|indd|qxd|tmp|pptx?)$|^untitled|^microsoft word|^document\d*$", re.IGNORECASE)
# Proportional type: lines of one paragraph differ in their number of characters.
_SLACK = 0.2


def read_pdf(source: Source) -> Iterator[Row]:
    """One document a file. Raises InputError for damaged, encrypted and scanned files."""
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    with source.open() as stream:
        try:
            yield _row(_opened(stream), source)
        except DependencyError:
            raise InputError("is encrypted with AES; install 'cryptography' or save it without a password") from None
        except InputError:
            raise
        except MemoryError:
            raise
        # A damaged file makes the parser fail in a hundred ways, all of which mean the same to the user.
        except Exception as error:
            raise InputError(f"is damaged or no PDF ({type(error).__name__}: {str(error)[:80]!r}); open it in a viewer and save it anew") from None


def _opened(stream: Any) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    if not stream.read(1):
        raise InputError("is empty; expected a PDF document")
    stream.seek(0)
    reader = PdfReader(stream)
    # Many files are locked against changes only: those open with an empty password.
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise InputError("is encrypted; expected a PDF that opens without a password; save it without one")
    return reader


def _row(reader: PdfReader, source: Source) -> Row:
    pages = [_lines(page.extract_text()) for page in reader.pages]
    text = _flow(pages)
    if not text:
        raise InputError(f"holds no text on {len(pages)} page(s), only pictures it seems; run text recognition (OCR) first")
    return Row(source.name, _metadata(reader) | {"text": text} | _dated(reader, source))


def _lines(page: str) -> list[str]:
    return [line.rstrip() for line in plaintext.plain_newlines(plaintext.printable(page)).replace("\u00a0", " ").split("\n")]


def _flow(pages: list[list[str]]) -> str:
    """The running text of all pages, one paragraph a line."""
    lines = [line for page in without_running_heads(pages) for line in page]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    width = lengths[int(0.9 * (len(lengths) - 1))]
    return "\n".join(plaintext.join_lines(lines, width, slack=_SLACK))


def without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Pages without page numbers and without lines that stand at the edge of at least half of the pages (two at least)."""
    bare = [_stripped(page) for page in pages]
    counts = Counter(key for page in bare for key in {_key(page[place]) for place in _edges(page)})
    # A line that ends like a sentence is text: "12 shots were counted on day 3." may stand on every page of a report.
    repeated = {key for key, count in counts.items() if key and not key.endswith((".", "!", "?")) and count >= max(2, len(bare) / 2)}
    return [_body(page, repeated) for page in bare]


def _stripped(page: list[str]) -> list[str]:
    """The page without empty lines at top and foot."""
    filled = [number for number, line in enumerate(page) if line.strip()]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _edges(page: list[str]) -> set[int]:
    return {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).casefold())


def _body(page: list[str], repeated: set[str]) -> list[str]:
    edges = _edges(page)
    kept = [line for place, line in enumerate(page) if place not in edges or not (_key(line) in repeated or _PAGE_NUMBER.fullmatch(line))]
    return _stripped(kept)


def _metadata(reader: PdfReader) -> dict[str, str | None]:
    title = str((reader.metadata and reader.metadata.title) or "").strip()
    return {"title": plaintext.printable(title) if title and not _FILE_TITLE.search(title) else None, "outlet": _publisher(reader)}


def _publisher(reader: PdfReader) -> str | None:
    try:
        names = reader.xmp_metadata.dc_publisher if reader.xmp_metadata else None
    except Exception:  # the XMP block is foreign XML, and broken more often than the text
        return None
    return str(names[0]).strip() or None if names else None


def _dated(reader: PdfReader, source: Source) -> dict[str, Any]:
    """The date in the file name, which a person gave, before the day on which some program made the file."""
    try:
        created = reader.metadata.creation_date if reader.metadata else None
    except (ValueError, TypeError):
        created = None
    return {"published": name_date(source.stem) or created}
