"""The record of a run: what went in, with which versions, settings and models, what came out of each stage."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from checker.claim import Claim
from checker.config import Config
from checker.document import Document
from checker.errors import Skipped
from checker.judgement import Judgement
from checker.statement import Statement

if TYPE_CHECKING:
    from checker.nli import NLIModel
    from checker.pairing import Pairing
    from checker.reconciling import ClaimMatrix

PACKAGES = ("claim-consistency-checker", "torch", "transformers", "sentence-transformers", "onnxruntime", "openvino", "spacy", "pandas", "trafilatura", "pypdf")


def build_manifest(
    config: Config,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    claims: Sequence[Claim],
    pairing: Pairing,
    judgements: Sequence[Judgement],
    matrix: ClaimMatrix,
    skipped: Sequence[Skipped],
    scorer: NLIModel,
    seconds: Mapping[str, float],
) -> dict[str, Any]:
    """JSON-ready manifest of a run (schema: data/schema/manifest.schema.json)."""
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "versions": versions(),
        "model": scorer.describe(),
        "configuration": config.to_dict(),
        "inputs": [input_of(document) for document in documents],
        "skipped": [{"source": item.source, "reason": item.reason} for item in skipped],
        "counts": counts(documents, statements, claims, pairing, judgements, matrix, skipped),
        "seconds": dict(seconds),
    }


def counts(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    claims: Sequence[Claim],
    pairing: Pairing,
    judgements: Sequence[Judgement],
    matrix: ClaimMatrix,
    skipped: Sequence[Skipped],
) -> dict[str, Any]:
    """How many records each stage took and gave."""
    return {
        "documents": len(documents),
        "skipped": len(skipped),
        "statements": len(statements),
        "statements_without_party": sum(not statement.parties for statement in statements),
        "claims": len(claims),
        "possible_pairs": pairing.possible,
        "candidate_pairs": len(pairing.pairs),
        "pair_reduction": round(pairing.reduction, 4),
        "labels": dict(Counter(str(judgement.label) for judgement in judgements)),
        "abstained": sum(judgement.abstained for judgement in judgements),
        "propositions": len(matrix.rows),
        "parties": len(matrix.parties),
        "status": dict(Counter(row.status for row in matrix.rows)),
    }


def versions() -> dict[str, str]:
    """Versions of the packages that decide what comes out; those that are not installed are left out."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def input_of(document: Document) -> dict[str, Any]:
    """What identifies an input document."""
    return {
        "doc_id": document.doc_id,
        "sha256": document.text_hash,
        "characters": len(document.text),
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
    }
