"""Probabilities that mean what they say: scaling of logits fitted on held-out pairs, and the band in which no label is sure enough."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from checker.errors import ModelError
from checker.judgement import Label
from checker.records import Record

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
FILE = "calibration.json"
LEAST = 30  # predictions that a threshold must rest on


@dataclass(frozen=True, slots=True)
class Calibration(Record):
    """Logits, in the order of `Label`, are multiplied by `scale`, then `bias` is added; softmax makes them probabilities.

    thresholds: for each label the least probability at which predictions reach `target` precision; 1.01 where none does.
    fitted_on: number of pairs behind it (0: nothing was fitted).
    """

    method: str = "none"
    scale: tuple[float, ...] = (1.0, 1.0, 1.0)
    bias: tuple[float, ...] = (0.0, 0.0, 0.0)
    target: float = 0.9
    thresholds: tuple[float, ...] = (0.0, 0.0, 0.0)
    fitted_on: int = 0

    def probabilities(self, logits: npt.NDArray[np.floating]) -> FloatArray:
        """(n, 3) float32 rows that sum to 1."""
        scaled = np.asarray(logits, dtype=np.float64) * np.array(self.scale) + np.array(self.bias)
        return softmax(scaled)

    def abstains(self, probabilities: npt.NDArray[np.floating]) -> npt.NDArray[np.bool_]:
        """(n,) True where the most likely label stays below its threshold."""
        rows = np.asarray(probabilities)
        best = rows.argmax(axis=1)
        return np.asarray(rows[np.arange(len(rows)), best] < np.array(self.thresholds)[best], dtype=np.bool_)

    def save(self, folder: Path) -> None:
        """Write calibration.json beside the model."""
        (folder / FILE).write_text(json.dumps(self.to_dict(), indent=1) + "\n", encoding="utf-8")


def load_calibration(folder: Path) -> Calibration:
    """The calibration beside a model, or one that changes nothing. Raises ModelError if the file is broken."""
    path = folder / FILE
    if not path.is_file():
        return Calibration()
    try:
        found = Calibration.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise ModelError(f"{path} can't be read: {error}") from None
    if {len(found.scale), len(found.bias), len(found.thresholds)} != {len(Label)} or min(found.scale) <= 0:
        raise ModelError(f"{path}: scale, bias and thresholds need {len(Label)} numbers each, scale above 0")
    return found


def softmax(logits: npt.NDArray[np.floating]) -> FloatArray:
    """Softmax over the last axis, as float32."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def negative_log_likelihood(probabilities: npt.NDArray[np.floating], gold: IntArray, weight: npt.NDArray[np.floating] | None = None) -> float:
    """Mean of -log p(gold), in nats, weighted by `weight` where given."""
    return float(np.average(-np.log(np.maximum(probabilities[np.arange(len(gold)), gold], 1e-12)), weights=weight))


def fit(logits: npt.NDArray[np.floating], gold: IntArray, *, method: str = "temperature", weight: npt.NDArray[np.floating] | None = None) -> Calibration:
    """Fit by negative log-likelihood (Guo et al. 2017).

    logits: (n, 3) in the order of `Label`; gold: (n,) columns. method: temperature (one scale) or vector (a scale and a bias for each label).
    Raises ValueError for an unknown method, unequal lengths or no rows.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    if method not in {"temperature", "vector"} or len(logits) != len(gold) or not len(gold):
        raise ValueError(
            f"got method {method!r}, {len(logits)} rows of logits and {len(gold)} labels; expected temperature or vector and as many labels as rows"
        )

    def unpacked(x: npt.NDArray[np.float64]) -> Calibration:
        scale = np.exp(np.broadcast_to(x[:1] if method == "temperature" else x[:3], 3))
        return Calibration(method, tuple(map(float, scale)), tuple(map(float, x[3:])) if method == "vector" else (0.0, 0.0, 0.0), fitted_on=len(gold))

    def loss(x: npt.NDArray[np.float64]) -> float:
        return negative_log_likelihood(unpacked(x).probabilities(logits), gold, weight)

    start = np.zeros(1 if method == "temperature" else 6)
    best = minimize(loss, start, method="Nelder-Mead" if len(start) == 1 else "Powell")
    return unpacked(np.atleast_1d(best.x))


def thresholds_for(probabilities: npt.NDArray[np.floating], gold: IntArray, *, target: float) -> tuple[float, ...]:
    """For each label the least probability from which predictions of that label are right in at least `target` of the cases.

    A threshold rests on at least LEAST predictions; a label that never gets there has 1.01, above every probability.
    """
    best, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    found = []
    for column in range(probabilities.shape[1]):
        chosen = best == column
        order = np.argsort(-confidence[chosen], kind="stable")
        precision = np.cumsum((gold[chosen] == column)[order]) / np.arange(1, chosen.sum() + 1)
        reached = np.flatnonzero(precision[LEAST - 1 :] >= target) + LEAST - 1
        found.append(float(confidence[chosen][order][reached[-1]]) if len(reached) else 1.01)
    return tuple(found)
