"""Workspaces for tests: stories that are cheap to read, models that are cheap to run, and the tables as values to compare."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from checker.claim import Claim
from checker.document import Document
from checker.embedding import FloatArray
from checker.judgement import Label
from checker.statement import Mode, Stance, Statement
from checker.wording import claim_from_text

# What differs between two ways to the same state: times, runs, and the version counter.
VOLATILE = {"document": {"added", "run_id"}, "decision": {"decided"}}
LEFT_OUT = {"run", "meta"}


def story(doc_id: str, *lines: str, outlet: str = "Wire", published: date | None = date(2025, 12, 11)) -> Document:
    """Each line is "PARTY: what it says."; a line without a party is background."""
    return Document(doc_id, "\n".join(lines), f"Story {doc_id}", outlet, published)


def cheap_extraction(document: Document, *_: Any, corrected: Mapping[str, Sequence[str]] | None = None) -> tuple[list[Statement], list[Claim]]:
    """Statements and claims of a `story`: one a line, and two claims where a line has "; "."""
    statements, claims, start = [], [], 0
    for line in document.text.split("\n"):
        party, colon, said = line.partition(": ")
        if colon:
            key = f"{document.doc_id}:s{len(statements):02d}"
            content = document.span(start + len(party) + 2, start + len(line))
            parties = tuple((corrected or {}).get(key, () if party == "?" else tuple(party.split("+"))))
            speaker = document.span(start, start + len(party))
            statements.append(Statement(key, document.doc_id, speaker, None, (content,), Mode.INDIRECT, parties, Stance.ASSERT, None, "as given"))
            for number, text in enumerate(said.split("; ")):
                read = claim_from_text(text, "+".join(parties), document.published, claim_id=f"{key}:{number}")
                claims.append(replace(read, statement_id=key, doc_id=document.doc_id, type="other", outlet=document.outlet))
        start += len(line) + 1
    return statements, claims


class CheapEmbedder:
    """Hashed words; the vector of a text does not depend on other texts."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """(n, 256) rows of length 1."""
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                row[zlib.crc32(word.strip(".,").encode()) % 256] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


class CheapScorer:
    """Contradiction where one text alone has a negation, else support; `asked` keeps what was asked."""

    labels = (Label.CONTRADICTION, Label.SUPPORT, Label.NEUTRAL)

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """(n, 3) rows."""
        self.asked += pairs
        return np.array([[0.9, 0.04, 0.06] if _negated(a) != _negated(b) else [0.05, 0.8, 0.15] for a, b in pairs], dtype=np.float32)

    def describe(self) -> dict[str, Any]:
        """As models describe themselves."""
        return {"name": "cheap"}


def _negated(text: str) -> bool:
    return bool({"no", "not", "nobody"} & set(text.casefold().split()))


@contextmanager
def cheap_models() -> Iterator[CheapScorer]:
    """Within the block workspaces read `story` texts and judge with a rule; pairing and reconciling are the real ones."""
    scorer = CheapScorer()
    with ExitStack() as stack:
        for target, value in (
            ("checker.workspace.adding.extract_document", cheap_extraction),
            ("checker.workspace.adding.party_resolver", lambda config: None),
            ("checker.workspace.vectors.default_embedder", CheapEmbedder),
            ("checker.nli.load_nli", lambda model: scorer),
        ):
            stack.enter_context(mock.patch(target, value))
        yield scorer


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table as sorted lines, without what differs between two ways to the same state."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") if row[0] not in LEFT_OUT]
    found = {}
    for name in names:
        lines = [
            tuple(value for column, value in zip(row.keys(), row, strict=True) if column not in VOLATILE.get(name, ()))
            for row in connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - names from the file's own catalogue
        ]
        found[name] = sorted(lines, key=repr)
    kept = connection.execute("SELECT key, value FROM meta WHERE key IN ('parties', 'pending', 'settled', 'paired', 'pairing', 'config')")
    found["meta"] = sorted(map(tuple, kept))
    connection.close()
    return found
