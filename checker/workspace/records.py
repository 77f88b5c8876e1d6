"""What a workspace gives and takes: pages of views, details and decisions, all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from checker.claim import Claim
from checker.document import Document
from checker.errors import Skipped
from checker.judgement import Judgement
from checker.reconciling import Cell, Row
from checker.statement import Statement

if TYPE_CHECKING:
    from checker.report.passages import Segment

Item = TypeVar("Item")

KINDS = ("pair_label", "claim", "party", "merge_rows", "split_row")
PAIR_LABELS = ("contradiction", "support", "neutral", "not_comparable")
CONFLICTS = ("contested", "self_contradictory", "number_conflict")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of `total` items: those from `offset` on, at most `limit`."""

    items: tuple[Item, ...]
    total: int
    limit: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `Workspace.add` did. added, changed, unchanged: doc_ids in order of the input; the counts are those of this call.

    pairs: pairs judged. seconds: wall-clock.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    statements: int
    claims: int
    pairs: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PartyCount:
    """A party with how many claims it makes, in how many documents."""

    code: str
    name: str
    claims: int
    documents: int


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One call that wrote. state: running, done, failed or interrupted (its process ended before it finished)."""

    run_id: int
    started: datetime
    finished: datetime | None
    state: str
    model: str
    counts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of a workspace.

    parties: most claims first. statuses, types, places: rows by each, most first. pending: True while rows, parties or pairs
    lag behind documents or decisions, until the next `refresh`. pending_pairs: candidate pairs not judged yet. reviewed_pairs: pairs with a human label.
    first_day, last_day: range of the rows' days. runs: the last ten, newest first.
    """

    documents: int
    statements: int
    claims: int
    pairs: int
    rows: int
    decisions: int
    reviewed_pairs: int
    pending_pairs: int
    pending: bool
    parties: tuple[PartyCount, ...]
    statuses: Mapping[str, int]
    types: Mapping[str, int]
    places: Mapping[str, int]
    first_day: date | None
    last_day: date | None
    model: str
    runs: tuple[RunRecord, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the matrix. position: 1 for the most urgent; row.cells: one a party, in order of `Overview.parties` with claims in rows.

    claims: how many it holds. reviewed: whether a decision that is applied concerns it. `row.row_id` is fit for addresses.
    """

    row: Row
    position: int
    claims: int
    reviewed: bool


@dataclass(frozen=True, slots=True)
class DocumentHeading:
    """A document without its text. characters: length of the text; added: when it came into the workspace (UTC)."""

    doc_id: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    characters: int
    statements: int
    claims: int
    added: datetime


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as reviewed. extracted: as the program found it, where a decision changed it, else None.

    side: 1 asserts, -1 denies the proposition of its row, 0 takes no side or is in none. row_id: None for a claim without party or removed.
    """

    claim: Claim
    extracted: Claim | None
    removed: bool
    row_id: str | None
    side: int


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """A claim with its evidence. passage: the paragraph around the statement, cut into segments (quote, cue, speaker, plain, gap)."""

    view: ClaimView
    statement: Statement
    document: DocumentHeading
    passage: tuple[Segment, ...]

    @property
    def claim(self) -> Claim:
        """The claim as reviewed."""
        return self.view.claim


@dataclass(frozen=True, slots=True)
class PairView:
    """A judged pair. judgement: the machine's, None for a pair that only a reviewer put together; decided: the human label, if any.

    row_a, row_b: the rows of the claims. uncertainty: entropy of the probabilities, 0 sure to 1 none more likely than another.
    """

    claim_a: Claim
    claim_b: Claim
    judgement: Judgement | None
    decided: str | None
    row_a: str | None
    row_b: str | None
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides.

    kind "pair_label": target {"claim_a": id, "claim_b": id}, value contradiction | support | neutral | not_comparable.
    kind "claim": target {"claim_id": id}, value a mapping of corrected fields (text, type, actor, target, places, event_date, polarity), or {"removed": True}.
    kind "party": target {"statement_id": id} or {"mention": words of the speaker, "doc_id": optional}, value a list of party codes.
    kind "merge_rows": target {"row_ids": [...]}, value None. kind "split_row": target {"row_id": id, "claim_ids": those that leave}, value None.
    """

    kind: str
    target: Mapping[str, Any]
    value: Any = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision as kept. before: what held until then. decided: UTC. summary: what it concerns, in words.

    state: applied, undone, superseded (by a later one on the same thing), or earlier_text (made on an earlier text: kept, not applied).
    kind "undo" records who took back decision `target["decision_id"]`.
    """

    decision_id: int
    decision: Decision
    before: Any
    reviewer: str
    decided: datetime
    text_hash: str
    state: str
    undone_by: int | None
    summary: str


@dataclass(frozen=True, slots=True)
class CellDetail:
    """One party's cell with its claims and their evidence."""

    cell: Cell
    name: str
    claims: tuple[ClaimDetail, ...]


@dataclass(frozen=True, slots=True)
class RowDetail:
    """A row with everything behind it. pairs: judged pairs inside, contradictions first; neighbours: pairs with claims of other rows, nearest first.

    decisions: those that concern its claims, newest first.
    """

    view: RowView
    cells: tuple[CellDetail, ...]
    pairs: tuple[PairView, ...]
    neighbours: tuple[PairView, ...]
    decisions: tuple[DecisionRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class PairDetail:
    """A pair with the evidence of both claims. decision: the one that is applied, if any."""

    pair: PairView
    a: ClaimDetail
    b: ClaimDetail
    decision: DecisionRecord | None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement as reviewed, with its claims. extracted: as the program found it, where a decision changed its parties, else None."""

    statement: Statement
    extracted: Statement | None
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A document with its statements in text order."""

    document: Document
    heading: DocumentHeading
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A claim of the party against every other party. relations: code of the other party -> contradiction | support | neutral | silent."""

    claim: ClaimView
    proposition: str
    status: str
    relations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartyDetail:
    """A party. others: codes of the other parties; lines: its claims in order of the rows; gaps: rows that accuse or concern it and on which it is silent."""

    count: PartyCount
    others: tuple[str, ...]
    lines: Page[PartyLine]
    gaps: tuple[RowView, ...] = field(default=())
