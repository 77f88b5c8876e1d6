"""The workspace as its users see it; what stands behind each method lies in the modules beside this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from checker.config import Config
from checker.document import Document
from checker.errors import Skipped
from checker.pipeline import Progress, silent
from checker.workspace.records import (
    AddReport,
    ClaimDetail,
    ClaimView,
    Decision,
    DecisionRecord,
    DocumentDetail,
    DocumentHeading,
    Overview,
    Page,
    PairDetail,
    PairView,
    PartyDetail,
    RowDetail,
    RowView,
)
from checker.workspace.store import Store

if TYPE_CHECKING:
    from checker.result import CheckResult


class Workspace:
    """Documents, claims, judged pairs, rows and decisions in one SQLite file (WAL).

    Any number of processes and threads may read while one writes; every thread gets a connection of its own. All changes are
    transactions: what is killed leaves the file whole, and the next call goes on from there.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, read_only: bool = False) -> Workspace:
        """Open the file at `path`; `create` makes it if there is none.

        Raises InputError if it is missing, is no workspace (another SQLite file, damaged, not SQLite), was made by a newer version or can't be written.
        """
        return cls(Store.open(Path(path), create=create, read_only=read_only))

    def close(self) -> None:
        """Close the connections of all threads."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self.store.path

    @property
    def config(self) -> Config:
        """Settings of the last `add`; those of `Config()` before the first."""
        return self.store.config()

    def version(self) -> int:
        """A number that grows with every committed change of data or decisions; cheap."""
        return self.store.version()

    def writer(self) -> str | None:
        """Who is writing now ("process 4711 on HOST since 10:24"), or None."""
        return self.store.writer()

    # -- writing -------------------------------------------------------------------------------------------------------

    def add(self, items: Iterable[Document | Skipped], *, config: Config | None = None, progress: Progress = silent) -> AddReport:
        """Take in documents and bring pairs and rows up to date; only what is new or changed is processed.

        Each document is a transaction, pairs are judged in chunks that are transactions each, rows are stored in a last one: killed at any moment, the
        same call goes on without loss or duplicates. A document is known by its doc_id and changed when any of its fields is. config: None keeps
        that of the last call. progress: called as progress(stage, done, total) with the stages extract, pair, judge, reconcile; total 0 while unknown.
        Raises InputError while another process or thread adds, removes or refreshes.
        """
        from checker.workspace.adding import add

        return add(self.store, items, config or self.config, progress)

    def remove(self, doc_id: str, *, refresh: bool = True) -> None:
        """Remove a document with all that hangs on it; decisions stay on record. Raises InputError for an unknown one, or while another writes.

        refresh: bring the rows up to date before returning; False leaves that to `settle`. Claims that pair better now that others are gone are
        compared by the next `add` or `refresh`.
        """
        from checker.workspace.adding import remove

        remove(self.store, doc_id, refresh=refresh)

    def refresh(self, progress: Progress = silent) -> None:
        """Apply decisions, extract, pair and judge what is missing or stale, and store the rows. Raises InputError while another writes."""
        from checker.workspace.adding import refresh

        refresh(self.store, progress)

    def decide(self, decision: Decision, *, reviewer: str, refresh: bool = True) -> int:
        """Keep a decision and return its number. Raises InputError for one that is malformed or concerns nothing that is here.

        refresh: bring the rows up to date before returning. False returns at once (use it in pages, and call `settle` in the background):
        the label of a pair counts at once, rows and corrected claims after `settle`. While another process writes, that one takes the decision in.
        """
        from checker.workspace.decisions import decide

        number = decide(self.store, decision, reviewer)
        if refresh:
            self.settle()
        return number

    def undo(self, decision_id: int, *, reviewer: str, refresh: bool = True) -> int:
        """Take back a decision (or an undo) and return the number of the undo. Raises InputError if it is unknown or undone already."""
        from checker.workspace.decisions import undo

        number = undo(self.store, decision_id, reviewer)
        if refresh:
            self.settle()
        return number

    def settle(self, progress: Progress = silent) -> bool:
        """Bring rows up to date with the decisions, if they lag behind; True if they are current now, False if another process is at it.

        Loads no model unless a corrected claim has to be paired and judged again.
        """
        from checker.workspace.adding import settle_if_free

        return settle_if_free(self.store, progress)

    # -- reading -------------------------------------------------------------------------------------------------------

    def result(self) -> CheckResult:
        """All records as reviewed: corrected parties and claims, adjudicated labels, merged and split rows. Row ids are those of `rows`."""
        from checker.workspace.results import result

        return result(self.store)

    def overview(self) -> Overview:
        """Counts, parties, statuses, runs."""
        from checker.workspace.catalogue import overview

        return overview(self.store)

    def rows(
        self,
        *,
        party: str | None = None,
        type: str | None = None,
        place: str | None = None,
        status: str | None = None,
        since: date | None = None,
        until: date | None = None,
        text: str | None = None,
        sort: str = "urgency",
        limit: int = 50,
        offset: int = 0,
    ) -> Page[RowView]:
        """Rows of the matrix that pass all filters.

        party: has a claim in it. since, until: days of the event, both included. text: all its words stand in the proposition or in a claim. sort: urgency,
        date (newest first), claims (most first), proposition. Raises InputError for an unknown sort.
        """
        from checker.workspace.views import RowFilter, rows

        return rows(self.store, RowFilter(party, type, place, status, since, until, text), sort=sort, limit=limit, offset=offset)

    def row(self, row_id: str) -> RowDetail | None:
        """A row with its evidence. An id from before the row changed still leads to the row that now holds that claim."""
        from checker.workspace.views import row

        return row(self.store, row_id)

    def pair(self, claim_a: str, claim_b: str) -> PairDetail | None:
        """Both claims with evidence, the machine's judgement, the human decision; in either order. None if a claim is unknown."""
        from checker.workspace.views import pair

        return pair(self.store, claim_a, claim_b)

    def pairs(self, *, decided: bool = False) -> Iterator[PairDetail]:
        """All judged pairs with the evidence of both claims, in order of review; `decided`: only those with a human label."""
        from checker.workspace.views import pairs

        return pairs(self.store, decided=decided)

    def queue(self, *, limit: int = 50, offset: int = 0) -> Page[PairView]:
        """Pairs without a human label, most uncertain first; those of contested rows before others."""
        from checker.workspace.views import queue

        return queue(self.store, limit=limit, offset=offset)

    def documents(self, *, text: str | None = None, limit: int = 50, offset: int = 0) -> Page[DocumentHeading]:
        """Documents by day, newest first. text: all its words stand in title, outlet, id or text."""
        from checker.workspace.catalogue import documents

        return documents(self.store, text=text, limit=limit, offset=offset)

    def document(self, doc_id: str) -> DocumentDetail | None:
        """A document with its statements and claims."""
        from checker.workspace.catalogue import document

        return document(self.store, doc_id)

    def party(self, code: str, *, limit: int = 50, offset: int = 0) -> PartyDetail | None:
        """A party's claims against every other party; `limit` and `offset` page its claims. None for a party without claims."""
        from checker.workspace.catalogue import party

        return party(self.store, code, limit=limit, offset=offset)

    def claims(
        self, *, party: str | None = None, doc_id: str | None = None, type: str | None = None, text: str | None = None, limit: int = 50, offset: int = 0
    ) -> Page[ClaimView]:
        """Claims in order of their documents' ids and of the text; party "" finds those without a party."""
        from checker.workspace.catalogue import claims

        return claims(self.store, party=party, doc_id=doc_id, type=type, text=text, limit=limit, offset=offset)

    def evidence(self) -> Iterator[ClaimDetail]:
        """All claims, but removed ones, with their evidence, in order of their documents' ids and of the text."""
        from checker.workspace.catalogue import evidence

        return evidence(self.store)

    def decisions(self, *, limit: int = 50, offset: int = 0) -> Page[DecisionRecord]:
        """All decisions with their state, newest first."""
        from checker.workspace.decisions import decisions

        return decisions(self.store, limit=limit, offset=offset)
