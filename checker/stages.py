"""Stages as small picklable classes, DataFrame in, DataFrame out: for pandas, Ray Data `map_batches` or Spark `mapInPandas`.

Records travel as JSON text in one column, since table engines disagree about nested columns that are often empty.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.claim import Claim
from checker.config import Config
from checker.context import own_parties
from checker.document import Document
from checker.judgement import ClaimPair
from checker.statement import Statement

if TYPE_CHECKING:
    import pandas as pd

EXTRACTED = ("doc_id", "statements", "claims")
JUDGED = ("claim_a", "claim_b", "judgement")


class ExtractStage:
    """Documents to statements and claims.

    In: the columns of `Document` (doc_id and text are required). Out: a row a document with `doc_id` and the JSON lists
    `statements` and `claims`.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()

    def __call__(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Process every row, in order."""
        import pandas as pd

        from checker.pipeline import extract

        documents = [Document.from_dict(_without_missing(row)) for row in frame.to_dict("records")]
        rows = [
            (document.doc_id, _json(statements), _json(claims))
            for document, (statements, claims) in zip(documents, extract(documents, self.config), strict=True)
        ]
        return pd.DataFrame(rows, columns=list(EXTRACTED))


class JudgeStage:
    """Pairs of claims to judgements.

    In: `claim_a` and `claim_b` as JSON objects, optionally `why` and `similarity` (computed where it is missing). Out: the claim ids
    and the JSON object `judgement`.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()

    def __call__(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Judge every row, in order."""
        import pandas as pd

        from checker.judging import judge
        from checker.nli import load_nli
        from checker.pipeline import party_resolver

        pairs: list[ClaimPair] = []
        claims: dict[str, Claim] = {}
        for row in frame.to_dict("records"):
            a, b = (Claim.from_dict(json.loads(row[side])) for side in ("claim_a", "claim_b"))
            claims |= {a.claim_id: a, b.claim_id: b}
            given = row.get("similarity")
            # A missing number is None or, in a table, NaN: the only value that differs from itself.
            similarity = float(given) if isinstance(given, int | float) and given == given else _similarity(a, b)
            pairs.append(ClaimPair(a.claim_id, b.claim_id, str(row.get("why") or "given"), similarity))
        with own_parties(party_resolver(self.config).own):
            judgements = judge(pairs, claims, load_nli(self.config.model))
        rows = [(item.claim_a, item.claim_b, json.dumps(item.to_dict(), ensure_ascii=False)) for item in judgements]
        return pd.DataFrame(rows, columns=list(JUDGED))


def _similarity(a: Claim, b: Claim) -> float:
    from checker.embedding import default_embedder

    vectors = default_embedder().encode([a.text, b.text])
    return float(vectors[0] @ vectors[1])


def statements_of(frame: pd.DataFrame) -> list[Statement]:
    """Statements in the output of `ExtractStage`."""
    return [Statement.from_dict(item) for text in frame["statements"] for item in json.loads(text)]


def claims_of(frame: pd.DataFrame) -> list[Claim]:
    """Claims in the output of `ExtractStage`."""
    return [Claim.from_dict(item) for text in frame["claims"] for item in json.loads(text)]


def _json(records: Any) -> str:
    return json.dumps([record.to_dict() for record in records], ensure_ascii=False)


def _without_missing(row: dict[Any, Any]) -> dict[str, Any]:
    """A table row without its missing values (None, NaN, NaT), which no field of `Document` accepts."""
    return {str(name): value for name, value in row.items() if isinstance(value, str) or (value is not None and value == value)}
