"""What the page's script draws from: a view as plain lists and numbers, each text held once, and as JSON that is safe inside HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from checker.errors import Skipped
from checker.report import words
from checker.report.figures import FigureGroup
from checker.report.passages import shown
from checker.report.view import CellView, PairView, PartyView, Quote, RowView, View

RELATION_LETTER = {"contradicts": "c", "supports": "s", "neutral": "n", "silent": "-"}
# "<" would end the element, "&" starts an entity where a page is read as XML, and the two separators end a line of a script.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


class Payload:
    """Tables that refer to each other by position: rows and parties -> claims -> statements -> sources.

    A claim or statement that stands in several rows or cells is held once.
    """

    def __init__(self, view: View, figures: Sequence[FigureGroup], skipped: Sequence[Skipped]) -> None:
        self._view = view
        self._source_at = {document.doc_id: position for position, (document, *_) in enumerate(view.sources)}
        self._claim_at: dict[str, int] = {}
        self._statement_at: dict[str, int] = {}
        self._claims: list[dict[str, Any]] = []
        self._statements: list[dict[str, Any]] = []
        self._rows = [self._row(row) for row in view.rows]
        self._parties = [self._party(party) for party in view.parties]
        self._figures = [self._figure_group(group) for group in figures]
        self._skipped = [[item.source, item.reason] for item in skipped]

    def to_dict(self) -> dict[str, Any]:
        """The tables by name; every text is safe to show (see `passages.shown`)."""
        tables = {
            "words": _words(),
            "sources": self._sources(),
            "statements": self._statements,
            "claims": self._claims,
            "rows": self._rows,
            "parties": self._parties,
            "figures": self._figures,
            "skipped": self._skipped,
        }
        return {name: _safe(table) for name, table in tables.items()}

    def to_json(self) -> str:
        """JSON that can stand in a script element whatever the texts hold."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)

    def _sources(self) -> list[dict[str, Any]]:
        return [
            {
                "id": document.doc_id,
                "title": document.title or document.doc_id,
                "outlet": document.outlet or "",
                "day": document.published.isoformat() if document.published else "",
                "link": link or "",
                "address": "" if link else document.url or "",
                "statements": statements,
                "claims": claims,
            }
            for document, link, statements, claims in self._view.sources
        ]

    def _row(self, row: RowView) -> dict[str, Any]:
        return {
            "text": row.proposition,
            "status": row.row.status,
            "type": row.row.type,
            "day": row.day,
            "places": row.row.places,
            "cells": [self._cell(cell) for cell in row.cells],
            "pairs": [self._pair(pair) for pair in row.pairs],
            "morePairs": row.more_pairs,
        }

    def _cell(self, cell: CellView) -> list[Any]:
        """[stance, independent origins, [[claim, side], ...]]."""
        return [cell.shown_as, cell.origins, [[self._claim(quote), quote.side] for quote in cell.quotes]]

    def _pair(self, pair: PairView) -> list[Any]:
        """[claim, claim, label, whole percentages of contradiction, support and neutral, reasons, why it was compared, whether left open]."""
        judgement = pair.judgement
        claims = [self._claim_at.get(claim, -1) for claim in (judgement.claim_a, judgement.claim_b)]
        return [*claims, judgement.label, [share for _, share in pair.percent], pair.reasons, words.spaced(judgement.why), judgement.abstained]

    def _claim(self, quote: Quote) -> int:
        claim = quote.claim
        if claim.claim_id not in self._claim_at:
            self._claim_at[claim.claim_id] = len(self._claims)
            self._claims.append(
                {
                    "text": quote.text,
                    "statement": self._statement(quote),
                    "source": self._source_at.get(claim.doc_id, -1),
                    "document": claim.doc_id,
                    "day": claim.published.isoformat() if claim.published else "",
                    "who": self._view.speakers(claim),
                    "relays": self._view.relays(claim),
                    "slots": quote.slots,
                    "loose": not claim.self_contained,
                }
            )
        return self._claim_at[claim.claim_id]

    def _statement(self, quote: Quote) -> int:
        statement = quote.statement
        if statement is None:
            return -1
        if statement.statement_id not in self._statement_at:
            self._statement_at[statement.statement_id] = len(self._statements)
            said = (words.STANCE_VERB.get(statement.stance, statement.stance), words.MODE_WORD.get(statement.mode, statement.mode))
            self._statements.append(
                {
                    "segments": [[segment.kind, segment.text] for segment in quote.segments],
                    "speaker": quote.speaker,
                    "evidence": statement.evidence,
                    "said": ", ".join(said),
                    "where": quote.location,
                }
            )
        return self._statement_at[statement.statement_id]

    def _party(self, party: PartyView) -> dict[str, Any]:
        """claims: [row, claim, side, a letter for each other party in order (RELATION_LETTER)]; gaps: rows."""
        claims = [
            [row.index, self._claim(quote), quote.side, "".join(RELATION_LETTER[relation.label] for relation in relations)]
            for row, quote, relations in party.claims
        ]
        return {"code": party.code, "name": party.name, "documents": party.documents, "claims": claims, "gaps": [row.index for row in party.gaps]}

    def _figure_group(self, group: FigureGroup) -> list[list[Any]]:
        """[day, party, figure without its unit, row, claim], by day."""
        return [
            [figure.day.isoformat() if figure.day else "", figure.party, figure.number, figure.row.index, self._claim(figure.quote)] for figure in group.figures
        ]


def _words() -> dict[str, Any]:
    """The vocabulary of `checker.report.words`, so that the script has none of its own."""
    return {
        "stanceSign": words.STANCE_SIGN,
        "sideWord": words.SIDE_WORD,
        "statusSign": words.STATUS_SIGN,
        "statusWord": words.STATUS_WORD,
        "statusMeaning": words.STATUS_MEANING,
        "labelSign": words.LABEL_SIGN,
        "labelWord": words.LABEL_WORD,
        "relation": {RELATION_LETTER[name]: [sign, word] for name, (sign, word) in words.RELATION_WORD.items()},
    }


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {key: _safe(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_safe(item) for item in value]
    return value
