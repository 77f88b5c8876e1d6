"""What the report shows, as plain values: built once from a result, then only laid out by the templates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.claim import Claim
from checker.document import Document
from checker.judgement import Judgement, Label
from checker.report.passages import Segment, location, quote_in_context, shown, speaker_in_words, web_link
from checker.report.words import claim_slots, reason_in_words
from checker.statement import Statement
from checker.wording import is_undecided

if TYPE_CHECKING:
    from checker.reconciling import Cell, Row
    from checker.result import CheckResult

BRIEF_CONTEXT = 200  # characters around a quote on the cards of the overview
PAIRS_SHOWN = 40  # judged pairs listed under one proposition; the rest is counted


@dataclass(frozen=True, slots=True)
class Quote:
    """One claim with the words it was taken from. side: for, against or none (it takes no side) on the proposition of its row."""

    claim: Claim
    statement: Statement | None
    document: Document | None
    text: str
    segments: tuple[Segment, ...]
    side: str
    slots: tuple[tuple[str, str], ...]
    link: str | None
    location: str

    @property
    def brief(self) -> list[Segment]:
        """The quote with little around it."""
        return quote_in_context(self.statement, self.document, limit=BRIEF_CONTEXT) if self.statement and self.document else []

    @property
    def denies(self) -> bool:
        """Whether the claim denies the proposition of its row."""
        return self.side == "against"

    @property
    def speaker(self) -> str:
        """Who is quoted; see `speaker_in_words`."""
        return speaker_in_words(self.statement) if self.statement else ""


@dataclass(frozen=True, slots=True)
class PairView:
    """A judged pair inside a row. a, b: names of the parties; percentages are whole numbers."""

    judgement: Judgement
    a: str
    b: str
    text_a: str
    text_b: str
    reasons: str
    percent: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """What one party says on a proposition. stance: asserts, denies, mixed or silent; a silent cell may hold claims that take no side."""

    party: str
    name: str
    stance: str
    claims: int
    origins: int
    quotes: tuple[Quote, ...]

    @property
    def shown_as(self) -> str:
        """The stance; "no side" where there are claims and none takes a side."""
        return "no side" if self.stance == "silent" and self.quotes else self.stance


@dataclass(frozen=True, slots=True)
class RowView:
    """A proposition with a cell for each party, and the judged pairs among its claims, contradictions first."""

    index: int
    row: Row
    proposition: str
    cells: tuple[CellView, ...]
    pairs: tuple[PairView, ...]
    more_pairs: int

    @property
    def speaking(self) -> list[CellView]:
        """The cells that hold claims."""
        return [cell for cell in self.cells if cell.quotes]

    @property
    def day(self) -> str:
        """ISO day of the event, or nothing."""
        return self.row.event_date.isoformat() if self.row.event_date else ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How one party stands to one claim of another: contradicts, supports, neutral or silent."""

    party: str
    label: str


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party, its claims in the order of the rows, and for each how every other party stands to it."""

    code: str
    name: str
    documents: int
    claims: tuple[tuple[RowView, Quote, tuple[Relation, ...]], ...]
    gaps: tuple[RowView, ...]


class View:
    """Everything the report shows. Names of parties are looked up once; texts are made safe to show by `shown`."""

    def __init__(self, result: CheckResult) -> None:
        self.result = result
        self.codes = tuple(result.claim_matrix.parties)
        self.claims = {claim.claim_id: claim for claim in result.claim_records}
        self._statements = {statement.statement_id: statement for statement in result.statement_records}
        self._documents = {document.doc_id: document for document in result.documents}
        self.names = names_of({*self.codes, *_codes_in(result.claim_records)})

    @cached_property
    def rows(self) -> tuple[RowView, ...]:
        """Propositions in the matrix's order, most contested first."""
        return tuple(self._row(index, row) for index, row in enumerate(self.result.claim_matrix.rows))

    @cached_property
    def parties(self) -> tuple[PartyView, ...]:
        """One entry a party, in the matrix's order."""
        return tuple(self._party(position, code) for position, code in enumerate(self.codes))

    @cached_property
    def agreement(self) -> dict[tuple[str, str], Counter[str]]:
        """Judged pairs between two parties by label, as in agreement.csv; both orders are filled."""
        table: dict[tuple[str, str], Counter[str]] = {}
        for line in self.result.agreement.to_dict("records"):
            counts = Counter({str(label): int(line[label.value]) for label in Label})
            table[line["party_a"], line["party_b"]] = table[line["party_b"], line["party_a"]] = counts
        return table

    @cached_property
    def related(self) -> list[tuple[int, PartyView]]:
        """Parties with a contradiction or support between them and another (or within them), with their positions."""
        speaking = {code for (a, b), counts in self.agreement.items() if counts[Label.CONTRADICTION] or counts[Label.SUPPORT] for code in (a, b)}
        return [(position, party) for position, party in enumerate(self.parties) if party.code in speaking]

    @cached_property
    def unrelated(self) -> list[str]:
        """Names of the other parties."""
        return [party.name for position, party in enumerate(self.parties) if (position, party) not in self.related]

    @cached_property
    def contested(self) -> list[RowView]:
        """Rows on which parties contradict each other or themselves, in the matrix's order."""
        return [row for row in self.rows if row.row.status in ("contested", "self_contradictory", "number_conflict")]

    @cached_property
    def silent(self) -> list[tuple[int, PartyView]]:
        """Parties that are named in rows on which nothing from them was found, with their positions."""
        return [(position, party) for position, party in enumerate(self.parties) if party.gaps]

    def deciding(self, row: RowView) -> PairView | None:
        """The surest contradiction between two claims that the row quotes."""
        quoted = {quote.claim.claim_id for cell in row.cells for quote in cell.quotes}
        pairs = (pair for pair in row.pairs if pair.judgement.label is Label.CONTRADICTION)
        return next((pair for pair in pairs if {pair.judgement.claim_a, pair.judgement.claim_b} <= quoted), None)

    def opposed(self, row: RowView) -> list[tuple[CellView, Quote]]:
        """The two quotes that show best what a row is about: the surest contradiction, else an assertion and a denial, else the first two."""
        quotes = {quote.claim.claim_id: (cell, quote) for cell in row.cells for quote in cell.quotes}
        if pair := self.deciding(row):
            found = [quotes[pair.judgement.claim_a], quotes[pair.judgement.claim_b]]
            return sorted(found, key=lambda item: item[1].denies)
        ordered = sorted(quotes.values(), key=lambda item: item[1].denies)
        return [ordered[0], ordered[-1]] if len(ordered) > 1 else ordered

    @cached_property
    def sources(self) -> list[tuple[Document, str | None, int, int]]:
        """Each document with its link and how many statements and claims it gave."""
        statements = Counter(statement.doc_id for statement in self.result.statement_records)
        claims = Counter(claim.doc_id for claim in self.result.claim_records)
        return [(item, web_link(item.url), statements[item.doc_id], claims[item.doc_id]) for item in self.result.documents]

    @cached_property
    def status_counts(self) -> Counter[str]:
        """Propositions by status."""
        return Counter(row.row.status for row in self.rows)

    def name(self, code: str) -> str:
        """English name of a party."""
        return self.names.get(code, code)

    def speakers(self, claim: Claim) -> str:
        """Names of the parties that make a claim."""
        return " and ".join(map(self.name, claim.parties)) or "party unknown"

    def relays(self, claim: Claim) -> str:
        """Names of the parties through whom a claim is known."""
        return " and ".join(map(self.name, claim.relayed_by))

    def _parties_of(self, claim_id: str) -> Sequence[str]:
        return self.claims[claim_id].parties if claim_id in self.claims else ()

    def _row(self, index: int, row: Row) -> RowView:
        denying = {claim for cell in row.cells for claim in cell.denied_by_sign}
        pairs = [self._pair(judgement) for judgement in self._judged_in(row)]
        cells = tuple(self._cell(cell, denying) for cell in row.cells)
        return RowView(index, row, shown(row.proposition), cells, tuple(pairs[:PAIRS_SHOWN]), max(0, len(pairs) - PAIRS_SHOWN))

    def _cell(self, cell: Cell, denying: set[str]) -> CellView:
        quotes = tuple(self._quote(self.claims[claim], _side(self.claims[claim], cell, denying)) for claim in cell.claim_ids if claim in self.claims)
        return CellView(cell.party, self.name(cell.party), cell.stance, len(quotes), cell.origins, quotes)

    def _quote(self, claim: Claim, side: str) -> Quote:
        statement, document = self._statements.get(claim.statement_id), self._documents.get(claim.doc_id)
        segments = tuple(quote_in_context(statement, document)) if statement and document else ()
        slots = tuple((name, shown(value)) for name, value in claim_slots(claim, self.names))
        where = location(statement) if statement and statement.content else claim.doc_id
        return Quote(claim, statement, document, shown(claim.text), segments, side, slots, web_link(document.url if document else None), where)

    def _pair(self, judgement: Judgement) -> PairView:
        a, b = self.claims[judgement.claim_a], self.claims[judgement.claim_b]
        given = [*judgement.reasons, *([judgement.non_conflict] if judgement.non_conflict else [])]
        reasons = "; ".join(dict.fromkeys(shown(reason_in_words(reason)) for reason in given))
        percent = (
            ("contradiction", round(100 * judgement.p_contradiction)),
            ("support", round(100 * judgement.p_support)),
            ("neutral", round(100 * judgement.p_neutral)),
        )
        return PairView(judgement, self.speakers(a), self.speakers(b), shown(a.text), shown(b.text), reasons, percent)

    @cached_property
    def _row_of(self) -> dict[str, str]:
        return {claim: row.row_id for row in self.result.claim_matrix.rows for cell in row.cells for claim in cell.claim_ids}

    @cached_property
    def _by_row(self) -> dict[str, list[Judgement]]:
        found: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in self.result.judgement_records:
            row = self._row_of.get(judgement.claim_a)
            if row is not None and row == self._row_of.get(judgement.claim_b):
                found[row].append(judgement)
        return found

    def _judged_in(self, row: Row) -> list[Judgement]:
        order = {Label.CONTRADICTION: 0, Label.SUPPORT: 1, Label.NEUTRAL: 2}
        return sorted(self._by_row.get(row.row_id, []), key=lambda item: (order[item.label], -max(item.p_contradiction, item.p_support)))

    @cached_property
    def _labels(self) -> dict[str, dict[str, set[Label]]]:
        """claim id -> other party -> labels of the judged pairs with that party's claims."""
        found: dict[str, dict[str, set[Label]]] = defaultdict(lambda: defaultdict(set))
        for judgement in self.result.judgement_records:
            for claim, other in ((judgement.claim_a, judgement.claim_b), (judgement.claim_b, judgement.claim_a)):
                for party in self._parties_of(other):
                    found[claim][party].add(judgement.label)
        return found

    def _party(self, position: int, code: str) -> PartyView:
        entries = [
            (row, quote, tuple(self._relation(quote, cell) for cell in row.cells if cell.party != code))
            for row in self.rows
            for quote in row.cells[position].quotes
        ]
        documents = len({quote.claim.doc_id for _, quote, _ in entries})
        return PartyView(code, self.name(code), documents, tuple(entries), tuple(self._gaps(position, code)))

    def _relation(self, quote: Quote, other: CellView) -> Relation:
        """From the judged pairs; without one, from the sides of the row: the rule of `ClaimMatrix.for_party`."""
        judged = self._labels.get(quote.claim.claim_id, {}).get(other.party, set())
        if Label.CONTRADICTION in judged:
            return Relation(other.party, "contradicts")
        if Label.SUPPORT in judged:
            return Relation(other.party, "supports")
        if other.stance == "silent":
            return Relation(other.party, "neutral" if judged else "silent")
        same = other.stance != "mixed" and (other.stance == "denies") == quote.denies
        return Relation(other.party, "supports" if same else "contradicts")

    def _gaps(self, position: int, code: str) -> Iterable[RowView]:
        """Rows that name `code` as doer or object of the event while nothing that it says on them was found."""
        for row in self.rows:
            if not row.cells[position].quotes and any(code in (quote.claim.actor, quote.claim.target) for cell in row.speaking for quote in cell.quotes):
                yield row


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """English names of party codes."""
    from checker.context import party_name

    return {code: shown(party_name(code)) for code in codes}


def _side(claim: Claim, cell: Cell, denying: set[str]) -> str:
    if claim.claim_id in denying:
        return "against"
    return "none" if cell.stance == "silent" or is_undecided(claim.text) else "for"


def _codes_in(claims: Iterable[Claim]) -> set[str]:
    return {code for claim in claims for code in (*claim.parties, *claim.relayed_by, claim.actor, claim.target) if code}
