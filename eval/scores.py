"""NLI scores kept on disk, so that fitting and measuring again doesn't run the model again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from checker.judgement import Label
from checker.judging import ORDER
from checker.nli import PairScorer


class KeptScores:
    """A PairScorer that asks `scorer` only for pairs that its JSON file doesn't hold; `scorer` None: unknown pairs raise KeyError."""

    labels: tuple[Label, ...] = ORDER

    def __init__(self, path: Path, scorer: PairScorer | None = None) -> None:
        self.path = path
        self.scorer = scorer
        rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        self.known: dict[tuple[str, str], list[float]] = {(a, b): p for a, b, p in rows}

    def predict(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """(n, 3) in ORDER."""
        new = sorted(set(pairs) - self.known.keys())
        if new and self.scorer is not None:
            scores = np.asarray(self.scorer.predict(new))[:, [self.scorer.labels.index(label) for label in ORDER]]
            self.known |= {pair: [round(float(p), 5) for p in row] for pair, row in zip(new, scores, strict=True)}
            self.path.write_text(json.dumps([[a, b, p] for (a, b), p in self.known.items()], ensure_ascii=False), encoding="utf-8")
        return np.asarray([self.known[pair] for pair in pairs], dtype=np.float32).reshape(-1, 3)


def scorer_for(model: str, scores: Path | None) -> PairScorer:
    """The model by name or folder; with `scores`, only for pairs not scored before. Model `none` uses kept scores alone."""
    if model == "none":
        if scores is None:
            raise SystemExit("--model none needs --scores")
        return KeptScores(scores)
    from checker.nli import load_nli

    return KeptScores(scores, load_nli(model)) if scores else load_nli(model)
