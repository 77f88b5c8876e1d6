"""How good predicted labels and probabilities are. Labels are column numbers; nothing here knows their names."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.floating]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def confusion(gold: IntArray, found: IntArray, *, labels: int) -> IntArray:
    """(labels, labels) counts, rows gold, columns predicted. Raises ValueError if the lengths differ."""
    _same_length(gold, found)
    return np.bincount(gold * labels + found, minlength=labels * labels).reshape(labels, labels).astype(np.int64)


def accuracy(gold: IntArray, found: IntArray) -> float:
    """Share of equal labels, in [0, 1]. Raises ValueError if the lengths differ or n is 0."""
    _same_length(gold, found, least=1)
    return float(np.mean(gold == found))


def precision_recall_f1(counts: IntArray) -> FloatArray:
    """(labels, 3) precision, recall and F1 of each label from a confusion matrix; 0 where a share has no denominator."""
    hits = np.diag(counts).astype(float)
    predicted, actual = counts.sum(axis=0), counts.sum(axis=1)
    precision, recall = hits / np.maximum(predicted, 1), hits / np.maximum(actual, 1)
    return np.stack([precision, recall, 2 * hits / np.maximum(predicted + actual, 1)], axis=1)


def macro_f1(gold: IntArray, found: IntArray, *, labels: int) -> float:
    """Mean F1 over the labels that occur in `gold`, in [0, 1]. Raises ValueError if the lengths differ or n is 0."""
    _same_length(gold, found, least=1)
    counts = confusion(gold, found, labels=labels)
    return float(precision_recall_f1(counts)[counts.sum(axis=1) > 0, 2].mean())


def expected_calibration_error(p: FloatArray, hit: BoolArray, *, bins: int = 15) -> float:
    """Gap between confidence and accuracy, weighted by bin size, in [0, 1].

    p: (n,) confidence of the predicted label; hit: (n,) whether it was right. Equal-width bins (Guo et al. 2017).
    Raises ValueError if the lengths differ or n is 0.
    """
    return float(sum(abs(row[1] - row[2]) * row[0] for row in reliability(p, hit, bins=bins)) / len(p))


def reliability(p: FloatArray, hit: BoolArray, *, bins: int = 15) -> list[tuple[int, float, float]]:
    """For each bin of confidence that is not empty, lowest first: its size, mean confidence and accuracy. Raises like `expected_calibration_error`."""
    _same_length(p, hit, least=1)
    index = np.minimum((np.asarray(p) * bins).astype(int), bins - 1)
    return [(int((index == b).sum()), float(p[index == b].mean()), float(hit[index == b].mean())) for b in np.unique(index)]


def brier_score(probabilities: FloatArray, gold: IntArray) -> float:
    """Mean squared distance of a row from the one-hot gold label, in [0, 2] (Brier 1950). Raises ValueError if the lengths differ or n is 0."""
    _same_length(probabilities, gold, least=1)
    return float(((probabilities - np.eye(probabilities.shape[1])[gold]) ** 2).sum(axis=1).mean())


def bootstrap_interval(
    statistic: Callable[[IntArray], float], n: int, *, groups: IntArray | None = None, samples: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """95 % percentile interval of `statistic`, which is given the resampled row numbers (Efron 1979).

    groups: (n,) group of each row; groups are then drawn whole, since rows of one story are not independent.
    Raises ValueError if n is 0 or `groups` has another length.
    """
    if n < 1 or (groups is not None and len(groups) != n):
        raise ValueError(f"got {n} rows and {None if groups is None else len(groups)} groups; expected at least one row and a group for each")
    rng = np.random.default_rng(seed)
    members = None if groups is None else [np.flatnonzero(groups == g) for g in np.unique(groups)]
    values = []
    for _ in range(samples):
        if members is None:
            values.append(statistic(rng.integers(0, n, n)))
        else:
            values.append(statistic(np.concatenate([members[g] for g in rng.integers(0, len(members), len(members))])))
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def mcnemar(hit_a: BoolArray, hit_b: BoolArray) -> float:
    """Two-sided p-value that two models are right equally often on the same items: exact binomial test (McNemar 1947).

    hit_a, hit_b: (n,) whether each model was right. 1.0 where they never differ. Raises ValueError if the lengths differ.
    """
    _same_length(hit_a, hit_b)
    only_a, only_b = int((hit_a & ~hit_b).sum()), int((~hit_a & hit_b).sum())
    n, k = only_a + only_b, min(only_a, only_b)
    if n == 0:
        return 1.0
    logs = [math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) - n * math.log(2) for i in range(k + 1)]
    return min(1.0, 2 * math.fsum(math.exp(value) for value in logs))


def _same_length(a: npt.NDArray[np.generic], b: npt.NDArray[np.generic], *, least: int = 0) -> None:
    if len(a) != len(b) or len(a) < least:
        raise ValueError(f"got {len(a)} and {len(b)} values; expected as many of both, and at least {least}")
