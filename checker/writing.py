"""Files that appear whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.errors import CheckerError, InputError


class FileSet:
    """Files written to a scratch folder first; `written_together` moves them into place."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.names: list[str] = []

    def text(self, name: str, content: str) -> None:
        """Add a UTF-8 file; `name` may hold folders. Lone surrogates, which UTF-8 can't hold, are written as "?"."""
        self.binary(name, content.encode("utf-8", "replace"))

    def binary(self, name: str, content: bytes) -> None:
        """Add a file of bytes."""
        path = self.scratch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.names.append(name)


@contextmanager
def written_together(folder: Path) -> Iterator[FileSet]:
    """Collect files and move them into `folder` when the block ends without an error; else leave `folder` as it was.

    Raises InputError if `folder` can't be made or is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    except OSError as error:
        raise InputError(f"{folder}: can't be written ({error.strerror}); give a folder that you may write to") from None
    try:
        files = FileSet(scratch)
        yield files
        for name in files.names:
            _move(scratch / name, folder / name)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _move(source: Path, goal: Path) -> None:
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        source.replace(goal)
    except OSError as error:
        raise CheckerError(f"{goal}: can't be written ({error.strerror}); earlier content is kept") from None


def write_text(path: Path, content: str) -> None:
    """Write one file whole or not at all."""
    with written_together(path.parent) as files:
        files.text(path.name, content)
