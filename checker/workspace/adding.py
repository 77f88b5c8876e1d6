"""Documents in and out of a workspace, and the record of the calls that did it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.config import Config
from checker.document import Document
from checker.errors import CheckerError, InputError, Skipped
from checker.pipeline import Progress, extract_document, party_resolver, silent
from checker.workspace.corrections import corrected_parties, decided_anew
from checker.workspace.fingerprints import extraction_hash, extraction_settings, settings_of
from checker.workspace.records import AddReport
from checker.workspace.settling import is_settled, settle
from checker.workspace.storage import storable, store_claims, store_document, store_statements
from checker.workspace.store import BusyError, Store, now, plain, put_meta, to_json

if TYPE_CHECKING:
    import sqlite3

    from checker.parties import PartyResolver


@dataclass
class Intake:
    """What happened to the documents of one call."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    statements: int = 0
    claims: int = 0

    def counts(self) -> dict[str, int]:
        """Numbers for the record of the run."""
        lists = {name: len(getattr(self, name)) for name in ("added", "changed", "unchanged", "skipped")}
        return lists | {"statements": self.statements, "claims": self.claims}


def add(store: Store, items: Iterable[Document | Skipped], config: Config, progress: Progress) -> AddReport:
    """See `Workspace.add`."""
    began = time.perf_counter()
    intake = Intake()
    with store.writing(), _run(store, config, intake) as run_id:
        reader = Reader(store, config, run_id)
        total = len(items) if isinstance(items, Sized) else 0
        for done, item in enumerate(items, start=1):
            reader.take(item, intake)
            progress("extract", done, total)
        _keep_skipped(store, intake)
        pairs = _renew(store, config, reader, progress)
    seconds = round(time.perf_counter() - began, 3)
    names = (tuple(intake.added), tuple(intake.changed), tuple(intake.unchanged), tuple(intake.skipped))
    return AddReport(*names, intake.statements, intake.claims, pairs, seconds)


def _keep_skipped(store: Store, intake: Intake) -> None:
    """The report tells what was left out at last."""
    with store.write() as db:
        put_meta(db, "skipped", [[item.source, item.reason] for item in intake.skipped])


def refresh(store: Store, progress: Progress) -> None:
    """See `Workspace.refresh`."""
    config = store.config()
    with store.writing(), _run(store, config, Intake()) as run_id:
        _renew(store, config, Reader(store, config, run_id), progress)


def settle_if_free(store: Store, progress: Progress) -> bool:
    """See `Workspace.settle`."""
    while not _is_settled(store):
        try:
            with store.writing():
                _take_decisions_in(store, progress)
        except BusyError:
            return False
    return True


def remove(store: Store, doc_id: str, *, refresh: bool) -> None:
    """See `Workspace.remove`."""
    with store.writing():
        with store.write() as db:
            if not db.execute("DELETE FROM document WHERE doc_id = ?", (plain(doc_id),)).rowcount:
                raise InputError(f"doc_id is {doc_id!r}; expected a document of the workspace")
            put_meta(db, "pending", True)
        if refresh:
            _take_decisions_in(store, silent)


def _renew(store: Store, config: Config, reader: Reader, progress: Progress) -> int:
    """Extract what is stale, then settle; again while settling finds that a decision has made documents stale. Number of pairs judged."""
    pairs = 0
    while True:
        reader.renew(reader.stale(), progress)
        judged, current = settle(store, config, progress, thorough=True)
        pairs += judged
        if current:
            return pairs


def _take_decisions_in(store: Store, progress: Progress) -> None:
    """Like `_renew`, but only what decisions have made stale is extracted, paired and judged."""
    config = store.config()
    with store.read() as db:
        run_id = int(db.execute("SELECT coalesce(max(run_id), 0) FROM run").fetchone()[0])
    reader = Reader(store, config, run_id)
    while True:
        with store.read() as db:
            stale = decided_anew(db)
        reader.renew(stale, progress)
        if settle(store, config, progress, thorough=False)[1]:
            return


def _is_settled(store: Store) -> bool:
    with store.read() as db:
        return is_settled(db)


class Reader:
    """Extracts documents into the workspace, each in one transaction, unless what is there was made from the same input by the same rules."""

    def __init__(self, store: Store, config: Config, run_id: int) -> None:
        self.store = store
        self.config = config
        self.run_id = run_id
        self.settings = extraction_settings(config)
        self._resolver: PartyResolver | None = None

    def take(self, item: Document | Skipped, intake: Intake) -> None:
        """Extract and store one document, and note what became of it."""
        if isinstance(item, Skipped):
            intake.skipped.append(item)
            return
        item = self._known_as(storable(item))
        with self.store.read() as db:
            known = db.execute("SELECT record FROM document WHERE doc_id = ?", (item.doc_id,)).fetchone()
        same = known is not None and Document.from_dict(json.loads(known["record"])) == item
        (intake.unchanged if same else intake.changed if known else intake.added).append(item.doc_id)
        statements, claims = self.extract(item)
        if not same:
            intake.statements += statements
            intake.claims += claims

    def extract(self, document: Document) -> tuple[int, int]:
        """Numbers of statements and claims stored; (0, 0) if those that are there are current."""
        with self.store.read() as db:
            corrected = corrected_parties(db, document.doc_id)
            known = db.execute("SELECT extraction FROM document WHERE doc_id = ?", (document.doc_id,)).fetchone()
        current = extraction_hash(document, self.settings, corrected)
        if known is not None and known["extraction"] == current:
            return 0, 0
        self._resolver = self._resolver or party_resolver(self.config)
        statements, claims = extract_document(document, self._resolver, self.config, corrected=corrected)
        with self.store.write() as db:
            store_document(db, document, current, corrected, self.run_id)
            store_statements(db, document.doc_id, statements, corrected.keys())
            store_claims(db, document.doc_id, claims)
            put_meta(db, "pending", True)
        return len(statements), len(claims)

    def stale(self) -> list[str]:
        """Documents in the workspace whose rules, settings or corrected parties have changed since they were extracted."""
        with self.store.read() as db:
            rows = db.execute("SELECT doc_id, extraction, record FROM document ORDER BY doc_id").fetchall()
            decided = set(decided_anew(db))
            return [row["doc_id"] for row in rows if row["doc_id"] in decided or row["extraction"] != self._expected(db, row)]

    def renew(self, doc_ids: Sequence[str], progress: Progress) -> None:
        """Extract documents of the workspace again."""
        for done, doc_id in enumerate(doc_ids, start=1):
            with self.store.read() as db:
                record = db.execute("SELECT record FROM document WHERE doc_id = ?", (doc_id,)).fetchone()["record"]
            self.extract(Document.from_dict(json.loads(record)))
            progress("extract", done, len(doc_ids))

    def _expected(self, db: sqlite3.Connection, row: sqlite3.Row) -> str:
        document = Document.from_dict(json.loads(row["record"]))
        return extraction_hash(document, self.settings, corrected_parties(db, row["doc_id"]))

    def _known_as(self, document: Document) -> Document:
        """The document under the id that it has here already.

        Ids of files come from their names: b/story.txt is "story-2" beside a/story.txt and "story" when it is added alone. Without this
        look for its text it would then replace the other story.
        """
        with self.store.read() as db:
            rows = db.execute("SELECT doc_id, text_hash, record FROM document WHERE text_hash = ? OR doc_id = ?", (document.text_hash, document.doc_id))
            found = {row["doc_id"]: Document.from_dict(json.loads(row["record"])) for row in rows}
        if document.doc_id not in found or found[document.doc_id].text == document.text:
            return document
        twins = [other for doc_id, other in sorted(found.items()) if doc_id != document.doc_id and _same_but_id(other, document)]
        return twins[0] if twins else document


def _same_but_id(a: Document, b: Document) -> bool:
    return {**a.to_dict(), "doc_id": ""} == {**b.to_dict(), "doc_id": ""}


@contextmanager
def _run(store: Store, config: Config, intake: Intake) -> Iterator[int]:
    """The record of one call: how it ended is told by its `state`, also when its process is killed."""
    kept = settings_of(config)
    with store.write() as db:
        # The lock is ours: a run that seems to go on has lost its process.
        db.execute("UPDATE run SET state = 'interrupted', finished = ? WHERE state = 'running'", (now(),))
        put_meta(db, "config", kept)
        run = db.execute("INSERT INTO run (started, state, config, model, counts) VALUES (?, 'running', ?, ?, '{}')", (now(), to_json(kept), config.model))
    run_id = int(run.lastrowid or 0)
    try:
        yield run_id
    except BaseException as error:
        _finish(store, run_id, "interrupted" if isinstance(error, KeyboardInterrupt) else "failed", intake)
        raise
    _finish(store, run_id, "done", intake)


def _finish(store: Store, run_id: int, state: str, intake: Intake) -> None:
    try:
        with store.write() as db:
            db.execute("UPDATE run SET state = ?, finished = ?, counts = ? WHERE run_id = ?", (state, now(), to_json(intake.counts()), run_id))
    except CheckerError:
        # What ended the run (a full disk) may keep this from being written too; the next writer marks the run as interrupted.
        if state == "done":
            raise
