"""NLI scores kept on disk, so that fitting and measuring again doesn't run the model again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from checker.judgement import Label
from checker.judging import ORDER
from checker.nli import NLIModel, load_nli


class KeptScores:
    """A PairScorer that asks `scorer` only for pairs that its JSON Lines file doesn't hold yet."""

    labels: tuple[Label, ...] = ORDER

    def __init__(self, path: Path, scorer: NLIModel) -> None:
        self.path = path
        self.scorer = scorer
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.known: dict[tuple[str, str], list[float]] = {(a, b): p for a, b, p in map(json.loads, lines)}

    def predict(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """(n, 3) in ORDER."""
        new = sorted(set(pairs) - self.known.keys())
        if new:
            scores = np.asarray(self.scorer.predict(new))[:, [self.scorer.labels.index(label) for label in ORDER]]
            rows = {pair: [round(float(p), 5) for p in row] for pair, row in zip(new, scores, strict=True)}
            self.known |= rows
            with self.path.open("a", encoding="utf-8") as stream:
                stream.writelines(json.dumps([a, b, p], ensure_ascii=False) + "\n" for (a, b), p in rows.items())
        return np.asarray([self.known[pair] for pair in pairs], dtype=np.float32).reshape(-1, 3)

    def describe(self) -> dict[str, Any]:
        """What the model itself says."""
        return self.scorer.describe()


def scorer_for(model: str, cache: Path | None) -> Any:
    """The model by name or folder; with `cache`, a folder, its scores are kept in a file that is named by the hash of its weights."""
    scorer = load_nli(model)
    if cache is None:
        return scorer
    cache.mkdir(parents=True, exist_ok=True)
    mark = scorer.describe()["sha256"] or scorer.name.replace("/", "--")
    return KeptScores(cache / f"nli-{mark[:16]}.jsonl", scorer)
