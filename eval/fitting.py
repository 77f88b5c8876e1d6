"""Regularised logistic regressions over named features, and their weights as a TOML table."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

Features = list[dict[str, float]]
LABELS = ("contradiction", "support", "neutral")


def of_slots(features: dict[str, float], slots: Sequence[str]) -> dict[str, float]:
    """Without the levels of other slots."""
    return {name: value for name, value in features.items() if "=" not in name or name.split("=")[0] in slots}


def common(features: Features, least: int) -> Features:
    """Without features that fewer than `least` rows have."""
    counts = Counter(name for row in features for name in row)
    return [{name: value for name, value in row.items() if counts[name] >= least} for row in features]


class Fit:
    """A logistic regression over named features. scaled: every feature is brought to one variance first, so that rare levels are shrunk most."""

    def __init__(
        self,
        features: Features,
        wanted: Sequence[Any],
        *,
        strength: float = 0.3,
        weight: Sequence[float] | None = None,
        scaled: bool = False,
    ) -> None:
        self.columns = DictVectorizer()
        rows = self.columns.fit_transform(features)
        self.scale = StandardScaler(with_mean=False).fit(rows).scale_ if scaled else np.ones(rows.shape[1])
        self.model = LogisticRegression(C=strength, max_iter=5000).fit(self._scaled(rows), wanted, sample_weight=weight)

    def _scaled(self, rows: Any) -> Any:
        return rows.multiply(1 / self.scale).tocsr()

    def scores(self, features: Features) -> np.ndarray[Any, Any]:
        """Decision values of other rows."""
        return self.model.decision_function(self._scaled(self.columns.transform(features)))

    def labels(self, features: Features) -> np.ndarray[Any, Any]:
        """The most likely class of other rows."""
        return self.model.predict(self._scaled(self.columns.transform(features)))

    def binary_weights(self) -> dict[str, float]:
        """Named weights with `bias`, of two classes."""
        return {"bias": float(self.model.intercept_[0])} | self._named(self.model.coef_[0])

    def against_neutral(self) -> dict[str, dict[str, float]]:
        """Named weights of contradiction and support, each less those of neutral."""
        at = {name: list(self.model.classes_).index(name) for name in LABELS}
        bias, coefficients = self.model.intercept_, self.model.coef_
        return {
            label: {"bias": float(bias[at[label]] - bias[at["neutral"]])} | self._named(coefficients[at[label]] - coefficients[at["neutral"]])
            for label in LABELS[:2]
        }

    def _named(self, row: np.ndarray[Any, Any]) -> dict[str, float]:
        return dict(zip(self.columns.get_feature_names_out(), map(float, row / self.scale), strict=True))


def left_out(
    features: Features, wanted: Sequence[Any], groups: Sequence[int], *, weight: Sequence[float] | None = None, **options: Any
) -> np.ndarray[Any, Any]:
    """Decision values, each group scored by a fit on the others."""
    trust = np.ones(len(wanted)) if weight is None else np.asarray(weight)
    known, marks = np.asarray(wanted), np.asarray(groups)
    scores = np.zeros(len(known))
    for group in sorted(set(groups)):
        inside, others = np.flatnonzero(marks == group), np.flatnonzero(marks != group)
        scores[inside] = Fit([features[i] for i in others], known[others], weight=trust[others], **options).scores([features[i] for i in inside])
    return scores


def toml(table: dict[str, Any], name: str = "") -> str:
    """A table of numbers and sub-tables as TOML, keys quoted where they must be."""
    plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
    text = (f"[{name}]\n" if name else "") + "".join(f"{json.dumps(key) if '=' in key else key} = {value:.3f}\n" for key, value in plain.items())
    return text + "".join("\n" + toml(value, f"{name}.{key}" if name else key) for key, value in table.items() if isinstance(value, dict))
