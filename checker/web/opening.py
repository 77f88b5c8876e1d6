"""What `checker serve` is given: a workspace, or the output folder of a run that becomes one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checker.document import Document
from checker.errors import InputError
from checker.workspace import Workspace

SUFFIXES = (".db", ".sqlite", ".sqlite3")
BESIDE = "workspace.db"
DOCUMENTS = "documents.jsonl"


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace, and the stories that are still to be taken into it."""

    workspace: Workspace
    stories: tuple[Document, ...] = ()


@contextmanager
def open_served(path: Path) -> Iterator[Opened]:
    """Open `path` for serving and close it at the end.

    A file is opened as a workspace, and made if it is missing and named like one. In the output folder of a run, workspace.db is opened or made from the
    stories of the run. Raises InputError for anything else.
    """
    if path.is_dir():
        target = path / BESIDE
        stories = () if target.exists() else _stories(path)
        create = True
    else:
        target, stories = path, ()
        create = not path.exists() and path.suffix.lower() in SUFFIXES
        if not path.exists() and not create:
            raise InputError(f"{path}: no such file or folder; expected a workspace, the folder of a run, or a new name ending in .db to start with")
    with Workspace.open(target, create=create) as workspace:
        yield Opened(workspace, stories)


def _stories(folder: Path) -> tuple[Document, ...]:
    if not (folder / "manifest.json").is_file():
        raise InputError(f"{folder}: holds neither {BESIDE} nor the files of a run; expected a workspace, or the folder that `checker run --out` wrote")
    path = folder / DOCUMENTS
    if not path.is_file():
        raise InputError(f"{path}: is missing, so the quotes can't be shown in their context; run `checker run` again, or `checker add` the stories")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(Document.from_dict(json.loads(line)))
        except (json.JSONDecodeError, InputError) as error:
            raise InputError(f"{path}:{number}: is no document ({error}); run `checker run` again") from None
    return tuple(found)
