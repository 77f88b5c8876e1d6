"""Stories that a reviewer pastes or uploads, as documents."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath

from checker.document import Document
from checker.errors import InputError, Skipped
from checker.reading import iter_documents

# What `checker run` reads, as the browser's file chooser and the check of a name want it.
SUFFIXES = (".txt", ".html", ".htm", ".pdf", ".jsonl", ".csv", ".parquet")
MAX_FILES = 100
MAX_BYTES = 64 * 2**20
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sent it: its name is only a label, never a path."""

    name: str
    content: bytes


def read_uploads(uploads: Sequence[Upload], *, published: date | None) -> list[Document | Skipped]:
    """Documents and skipped files, in order. Raises InputError if a file's kind is not read here, or nothing was sent."""
    files = [upload for upload in uploads if upload.name or upload.content]
    if not files:
        raise InputError(f"no file was chosen; expected one or more of {' '.join(SUFFIXES)}")
    for upload in files:
        if not upload.name.lower().endswith(SUFFIXES):
            raise InputError(f"{upload.name[:120]!r} is no kind of file that is read here; expected one of {' '.join(SUFFIXES)}")
    with tempfile.TemporaryDirectory(prefix="checker-upload-") as folder:
        paths = [_written(upload, Path(folder) / f"{number:03d}") for number, upload in enumerate(files)]
        items = list(iter_documents(paths, published=published))
    return [_renamed(item, folder) for item in items]


def pasted_document(text: str, *, title: str, outlet: str, url: str, published: date | None) -> list[Document | Skipped]:
    """One story from a form. Its id comes from its title and text, so that pasting it again changes nothing. Raises InputError."""
    if not text.strip():
        raise InputError("the text is empty; expected the story, pasted as it was published")
    draft = Document("pasted", text.replace("\r\n", "\n").replace("\r", "\n"), title.strip() or None, outlet.strip() or None, published, url.strip() or None)
    stem = _UNSAFE.sub("-", (draft.title or "pasted").casefold()).strip("-.")[:40] or "pasted"
    return list(iter_documents([replace(draft, doc_id=f"{stem}-{draft.text_hash[:8]}")], published=None))


def parsed_day(text: str, name: str) -> date | None:
    """The day in a form's field; None if it is empty. Raises InputError."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{name} is {text[:40]!r}; expected a date such as 2025-12-24") from None


def _written(upload: Upload, folder: Path) -> Path:
    # Each file has a folder of its own: two stories may have one name, and both are to be read.
    folder.mkdir()
    name = PurePosixPath(PureWindowsPath(upload.name).name).name
    path = folder / (_UNSAFE.sub("_", name).lstrip(".")[-120:] or "story.txt")
    path.write_bytes(upload.content)
    return path


def _renamed(item: Document | Skipped, folder: str) -> Document | Skipped:
    """Without our scratch folder in the names that are shown."""
    if isinstance(item, Document):
        return item
    return Skipped(re.sub(re.escape(folder) + r"/\d{3}/", "", item.source), item.reason)
