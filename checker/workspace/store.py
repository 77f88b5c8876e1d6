"""The SQLite file behind a workspace: opening, checking, connections, transactions and the writer's lock."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from checker.config import Config
from checker.errors import CheckerError, InputError

APPLICATION = 0x434C4D58  # "CLMX" in the file's header: tells a workspace from other SQLite files
SCHEMA = 1
HEADER = b"SQLite format 3\x00"
PATIENCE = 30.0  # seconds that a statement waits for another connection's transaction


class BusyError(InputError):
    """Another process or thread is writing."""


class Store:
    """One workspace file. Every thread gets a connection of its own; `read` and `write` are transactions on it."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False) -> Store:
        """See `Workspace.open`."""
        _check_place(path, create=create and not read_only)
        store = cls(path, read_only=read_only)
        try:
            with store.translated():
                store._identify(create=create and not read_only)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._local = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._connect()
            self._local.connection = found
            with self._guard:
                self._opened.append(found)
        return found

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A transaction in which all queries see one state of the file, whatever others write meanwhile."""
        with self.translated():
            connection = self.connection
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is committed whole when the block ends without an error, and raises `version` by one."""
        if self.read_only:
            raise InputError(f"{self.path}: was opened for reading only; open it for writing")
        with self.translated():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'")
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer of documents, pairs and rows. Raises BusyError if another process or thread is.

        The operating system gives the lock back when its holder dies, however it dies.
        """
        from filelock import FileLock, Timeout

        if self.read_only:
            raise InputError(f"{self.path}: was opened for reading only; open it for writing")
        lock = FileLock(f"{self.path}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise BusyError(f"{self.path}: is being written by {self.writer() or 'another process'}; wait until it has finished") from None
        except OSError as error:
            raise InputError(f"{self.path}.lock: can't be written ({error.strerror}); a workspace needs a folder that you may write to") from None
        try:
            with self.write() as db:
                put_meta(db, "writer", {"pid": os.getpid(), "host": socket.gethostname(), "since": now()})
            yield
        finally:
            with contextlib.suppress(CheckerError), self.write() as db:
                db.execute("DELETE FROM meta WHERE key = 'writer'")
            lock.release()

    def writer(self) -> str | None:
        """Who holds the lock, in words; None if nobody does or the one named has died."""
        with self.read() as db:
            found = get_meta(db, "writer")
        if not found or (found["host"] == socket.gethostname() and not _alive(found["pid"])):
            return None
        return f"process {found['pid']} on {found['host']} since {found['since']}"

    def version(self) -> int:
        """See `Workspace.version`."""
        with self.read() as db:
            return int(db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()[0])

    def config(self) -> Config:
        """Settings of the last run."""
        with self.read() as db:
            found = get_meta(db, "config")
        return Config().with_options(**found) if found else Config()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """SQLite's errors as errors that a user can act on."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise CheckerError(f"{self.path}: another process has kept the file locked for {PATIENCE:.0f} seconds; try again") from None
            raise CheckerError(f"{self.path}: can't be used ({error}); check the disk and your permissions") from None
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
                raise
            raise InputError(f"{self.path}: is no readable SQLite file ({error}); expected a workspace; restore it from a copy") from None
        except json.JSONDecodeError as error:
            raise InputError(f"{self.path}: holds a damaged record ({error}); restore the file from a copy") from None

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only else "rw"
        connection = self._connected(f"{self.path.resolve().as_uri()}?mode={mode}")
        if self.read_only:
            try:
                connection.execute("PRAGMA user_version").fetchone()
            except sqlite3.OperationalError:
                # In a folder without write permission SQLite can't make the index of a WAL file, nor does anybody else write there.
                connection.close()
                connection = self._connected(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1")
        connection.row_factory = sqlite3.Row
        connection.create_function("folded", 1, lambda text: (text or "").casefold(), deterministic=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32768")
        return connection

    def _connected(self, uri: str) -> sqlite3.Connection:
        # Autocommit, so that transactions are ours alone; `close` may be called from another thread than the one that opened.
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)

    def _identify(self, *, create: bool) -> None:
        connection = self.connection
        if create and _is_empty(connection):
            _create(connection)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION:
            raise InputError(f"{self.path}: is another program's SQLite file; expected a workspace; name a new file, or one that `checker add` made")
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        if schema > SCHEMA:
            raise InputError(f"{self.path}: was made by a newer version (schema {schema}, this version knows {SCHEMA}); update claim-consistency-checker")
        connection.execute("SELECT count(*) FROM document").fetchone()


def _check_place(path: Path, *, create: bool) -> None:
    """Refuse what can't be a workspace before SQLite touches it."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; expected a workspace file")
    if not path.exists():
        if not create:
            raise InputError(f"{path}: does not exist; expected a workspace; make one with: checker add INPUT... --workspace {path}")
        try:
            path.touch()
        except OSError as error:
            raise InputError(f"{path}: can't be written ({error.strerror}); give a file in a folder that you may write to") from None
        return
    try:
        with path.open("rb") as stream:
            start = stream.read(len(HEADER))
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); check its permissions") from None
    if start != HEADER and not (create and not start):
        raise InputError(f"{path}: is no SQLite file; expected a workspace; name a new file, or one that `checker add` made")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _create(connection: sqlite3.Connection) -> None:
    """Make the tables in one transaction; another process may have been faster."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_empty(connection):
            for statement in _statements((files("checker.workspace") / "schema.sql").read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('version', 1)")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit our transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def get_meta(db: sqlite3.Connection, key: str) -> Any:
    """The JSON value of `key`, or None."""
    found = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return json.loads(found[0]) if found else None


def put_meta(db: sqlite3.Connection, key: str, value: Any) -> None:
    """Keep a JSON value under `key`."""
    db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, to_json(value)))


def to_json(value: Any) -> str:
    """JSON in UTF-8 letters; lone surrogates, which SQLite can't hold, are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def plain(text: str | None) -> str | None:
    """`text` as SQLite can hold and search it: lone surrogates become "?", and NUL, at which its functions stop, U+FFFD. Lengths stay."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
