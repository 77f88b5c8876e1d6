"""Statements and results made by hand; results are for tests of what comes after reconciling."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, cycle
from pathlib import Path
from typing import Any

from checker.claim import Bound, Claim, Polarity, Quantity
from checker.document import Document, Span
from checker.errors import Skipped
from checker.judgement import Judgement, Label
from checker.reconciling import Cell, ClaimMatrix, Row
from checker.result import CheckResult
from checker.statement import Mode, Stance, Statement

DATA = Path(__file__).parent / "data"
MANIFEST: dict[str, Any] = {
    "created": "2026-01-02T03:04:05+00:00",
    "python": "3.11.2",
    "versions": {"claim-consistency-checker": "0.1.0", "torch": "2.13.0"},
    "model": {"name": "default", "sha256": "0" * 64, "temperature": 1.31},
    "configuration": {"model": "default", "parties": [], "engine": "local"},
    "counts": {
        "documents": 3, "skipped": 1, "statements": 40, "statements_without_party": 2, "claims": 45, "possible_pairs": 612, "candidate_pairs": 51,
        "pair_reduction": 0.9167, "labels": {"contradiction": 18, "support": 22, "neutral": 11}, "abstained": 3, "propositions": 16, "parties": 7,
    },
    "seconds": {"read": 0.1, "extract": 2.25, "pair": 0.3, "judge": 1.5, "reconcile": 0.02},
}  # fmt: skip


def statement(document: Document, number: int, speaker: Span | None, start: int, **extra: object) -> Statement:
    """A statement whose content is the ten characters from `start`."""
    content = document.span(start, min(start + 10, len(document.text)))
    return Statement(f"{document.doc_id}:s{number:02d}", document.doc_id, speaker, None, (content,), Mode.INDIRECT, **extra)  # type: ignore[arg-type]


def composed_result(*, skipped: tuple[Skipped, ...] = (Skipped("notes.txt", "language is 'km'; only English is read"),)) -> CheckResult:
    """Three composed outlets on one event: 40 statements, 45 claims, 16 propositions, 7 parties."""
    data = json.loads((DATA / "e01_result.json").read_text(encoding="utf-8"))
    claims = tuple(map(Claim.from_dict, data["claims"]))
    judgements = tuple(map(Judgement.from_dict, data["judgements"]))
    return CheckResult(
        tuple(map(Document.from_dict, data["documents"])),
        tuple(map(Statement.from_dict, data["statements"])),
        claims,
        judgements,
        make_matrix(tuple(map(Row.from_dict, data["rows"])), tuple(data["parties"]), claims, judgements),
        skipped,
        MANIFEST,
    )


def empty_result() -> CheckResult:
    """One document in which nobody says anything."""
    return CheckResult((Document("a", "It rained."),), (), (), (), make_matrix((), (), (), ()), (), {})


def make_matrix(rows: tuple[Row, ...], parties: tuple[str, ...], claims: tuple[Claim, ...], judgements: tuple[Judgement, ...]) -> ClaimMatrix:
    """A ClaimMatrix over given rows."""
    return ClaimMatrix(rows, parties, {claim.claim_id: claim for claim in claims}, judgements)


def two_sided_result(text_a: str, text_b: str, *, url: str | None = None, title: str | None = None, code_b: str = "BBB") -> CheckResult:
    """Two documents, one sentence each; AAA asserts and `code_b` denies; the whole text is the quote and the claim."""
    documents = (Document("d1", text_a, title, "Outlet <One>", date(2026, 1, 1), url), Document("d2", text_b, title, "Outlet Two", date(2026, 1, 2), url))
    statements = tuple(
        Statement(f"{d.doc_id}:s01", d.doc_id, None, None, (d.span(0, len(d.text)),), Mode.DIRECT, (code,), Stance.ASSERT, None, f'"{code}" <as given>')
        for d, code in zip(documents, ("AAA", code_b), strict=True)
    )
    claims = tuple(
        Claim(f"{s.statement_id}:0", s.statement_id, s.doc_id, s.parties, s.content[0].text, published=d.published, outlet=d.outlet)
        for s, d in zip(statements, documents, strict=True)
    )
    judgements = (make_judgement(claims[0].claim_id, claims[1].claim_id),)
    cells = (Cell("AAA", "asserts", ("d1:s01:0",), 1, ()), Cell(code_b, "denies", ("d2:s01:0",), 1, ("d2:s01:0",)))
    row = Row("r1", text_a, "other", "contested", cells, (), None)
    return CheckResult(documents, statements, claims, judgements, make_matrix((row,), ("AAA", code_b), claims, judgements), (), {"counts": {"claims": 2}})


def make_judgement(a: str, b: str, label: Label = Label.CONTRADICTION) -> Judgement:
    """A judged pair, sure of its label."""
    p = {Label.CONTRADICTION: (0.9, 0.03, 0.07), Label.SUPPORT: (0.04, 0.86, 0.1), Label.NEUTRAL: (0.1, 0.1, 0.8)}[label]
    return Judgement(a, b, "same day and place", 0.7, label, *p, p, p, ("denial: one side denies what the other claims",))


def large_result(claims: int = 2000, parties: tuple[str, ...] = ("THA", "KHM", "VNM", "USA", "ASEAN", "UN"), sizes: tuple[int, ...] = (2,)) -> CheckResult:
    """`claims` claims in documents of ten, with so many to a proposition as `sizes` says in turn, each pair of them judged; every claim has a figure."""
    types = ("air_strike", "ground_fire", "casualties", "displacement", "talks_agreement")
    documents, statements, made, judgements, rows = [], [], [], [], []
    for n in range(0, claims, 10):
        day = date(2026, 1, 1) + timedelta(days=n // 100)
        sentences = [f"The spokesman said shells number {k} had hit Village {k % 37} at dawn." for k in range(n, min(n + 10, claims))]
        documents.append(Document(f"d{n // 10:04d}", "\n".join(sentences), f"Story {n // 10}", f"Outlet {n // 10 % 7}", day, f"https://example.org/{n}"))
    for n in range(claims):
        document, party = documents[n // 10], parties[n % len(parties)]
        start = sum(len(line) + 1 for line in document.text.split("\n")[: n % 10])
        sid = f"{document.doc_id}:s{n % 10:02d}"
        statements.append(
            Statement(
                sid,
                document.doc_id,
                document.span(start, start + 13),
                document.span(start + 14, start + 18),
                (document.span(start + 19, document.text.find(".", start)),),
                Mode.INDIRECT,
                (party,),
                Stance.ASSERT,
                None,
                "named",
            )
        )
        denied = n % 2 == 1 and n % 3 == 0
        made.append(
            Claim(
                f"{sid}:0",
                sid,
                document.doc_id,
                (party,),
                f"Shells number {n} {'did not hit' if denied else 'hit'} Village {n % 37}.",
                types[n // 2 % 5],
                parties[0],
                parties[1],
                (f"Village {n % 37}",),
                document.published,
                (Quantity(float(n % 50), Bound.EXACT, f"shells fired {n % 40}"),),
                Polarity.DENIED if denied else Polarity.AFFIRMED,
                document.published,
                document.outlet,
            )
        )
    for group in _groups(made, sizes):
        sides = {claim.claim_id: claim.polarity is Polarity.DENIED for claim in group}
        for a, b in combinations(group, 2):
            against = sides[a.claim_id] is not sides[b.claim_id]
            judgements.append(make_judgement(a.claim_id, b.claim_id, Label.CONTRADICTION if against else Label.SUPPORT))
        cells = tuple(_cell_of(party, tuple(claim.claim_id for claim in group if claim.parties == (party,)), sides) for party in parties)
        stances = {cell.stance for cell in cells} - {"silent"}
        status = "self_contradictory" if "mixed" in stances else "contested" if len(stances) > 1 else "corroborated" if len(group) > 1 else "one_sided"
        first = group[0]
        rows.append(Row(f"r{first.claim_id}", first.text, first.type, status, cells, first.places, first.event_date))
    rows.sort(key=lambda row: row.status != "contested")
    matrix = make_matrix(tuple(rows), parties, tuple(made), tuple(judgements))
    return CheckResult(tuple(documents), tuple(statements), tuple(made), tuple(judgements), matrix, (), MANIFEST)


def _groups(claims: list[Claim], sizes: tuple[int, ...]) -> Iterator[list[Claim]]:
    start = 0
    for size in cycle(sizes):
        if start >= len(claims):
            return
        yield claims[start : start + size]
        start += size


def _cell_of(party: str, claims: tuple[str, ...], denies: dict[str, bool]) -> Cell:
    denied = tuple(claim for claim in claims if denies[claim])
    stance = "silent" if not claims else "asserts" if not denied else "denies" if denied == claims else "mixed"
    return Cell(party, stance, claims, len(claims), denied)
