"""What stands behind a name that a user gives: a file, a folder, a glob or standard input."""

from __future__ import annotations

import glob
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from checker import formats, pdf, tables
from checker.errors import Skipped
from checker.formats import Reader, Row, Source

READERS: dict[str, Reader] = {
    ".txt": formats.read_text,
    ".text": formats.read_text,
    ".md": formats.read_text,
    ".html": formats.read_html,
    ".htm": formats.read_html,
    ".xhtml": formats.read_html,
    ".pdf": pdf.read_pdf,
    ".jsonl": tables.read_jsonl,
    ".ndjson": tables.read_jsonl,
    ".json": tables.read_json,
    ".csv": tables.read_csv,
    ".tsv": tables.read_csv,
    ".parquet": tables.read_parquet,
}
KINDS = ".txt .html .pdf .jsonl .csv .parquet"


def read_source(source: Source) -> Iterator[Row | Skipped]:
    """The rows of a source, by its extension or, where it has none, by its first bytes."""
    extension = source.path.suffix.lower() if source.path else ""
    if not extension:
        with source.open() as stream:
            extension = formats.sniff(stream.read(4096))
    yield from READERS[extension](source)


def find_sources(name: str) -> Iterator[Source | Skipped]:
    """Files behind a name that a user gave, in order."""
    if name == "-":
        yield _stdin()
        return
    path = Path(name)
    try:
        found = path.exists()
    except (OSError, ValueError):  # too long a name, a NUL in it
        found = False
    if found and path.is_dir():
        yield from _folder(path)
    elif found:
        yield _file(path)
    elif re.search(r"[*?\[]", name):
        yield from _matches(name)
    else:
        yield Skipped(" ".join(name[:200].split()), "does not exist; check the path")


def _matches(pattern: str) -> Iterator[Source | Skipped]:
    paths = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - absolute patterns
    if not paths:
        yield Skipped(pattern, "matches no file; check the pattern")
    for path in paths:
        if path.is_dir():
            yield from _folder(path)
        else:
            yield _file(path)


def _folder(folder: Path) -> Iterator[Source | Skipped]:
    """Files below a folder; hidden ones are left out."""
    empty = True
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            empty = False
            yield _listed(Path(parent, name))
    if empty:
        yield Skipped(str(folder), f"holds no files; expected files of {KINDS}")


def _listed(path: Path) -> Source | Skipped:
    """A file that a folder holds; notes such as README.md are stories only when they are named themselves."""
    if path.suffix.lower() == ".md":
        return Skipped(str(path), "is a .md file in a folder; name the file itself if it is a story")
    return _file(path)


def _file(path: Path) -> Source | Skipped:
    if not path.is_file():
        return Skipped(str(path), "is no regular file; expected a file, a folder or - for standard input")
    if path.suffix and path.suffix.lower() not in READERS:
        return Skipped(str(path), f"is of kind {path.suffix!r}; expected one of {KINDS}; convert it")
    return Source(str(path), path.stem, lambda: path.open("rb"), path)


def _stdin() -> Source:
    """Standard input; only formats that stream are streamed, the others need to seek."""
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    head = _Head(cast("BinaryIO", stream))
    return Source("<stdin>", "stdin", head.open)


class _Head:
    """Standard input can be read once only: its beginning is kept for the look at the format."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.start: bytes | None = None

    def open(self) -> BinaryIO:
        """First call: the first 4 KB. Second call: everything, as a stream for JSON Lines and in memory otherwise."""
        if self.start is None:
            self.start = self.stream.read(4096)
            return io.BytesIO(self.start)
        if formats.sniff(self.start) == ".jsonl":
            return cast("BinaryIO", io.BufferedReader(_Joined(self.start, self.stream)))
        return io.BytesIO(self.start + self.stream.read(8 * formats.MAX_DOCUMENT))


class _Joined(io.RawIOBase):
    """Bytes already read, followed by the rest of the stream."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._start:
            data, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
