"""Measures of predicted probabilities against gold labels, in three-way and two-way form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from checker import metrics
from checker.errors import InputError
from checker.judgement import Label
from checker.records import Record

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
NOT_SUPPORT = "not_support"
_NOT_SUPPORT_SPELLINGS = {"not entailment", "not entailed", "non entailment", "not support", "not supported", "no entailment"}


class Task(StrEnum):
    """What the gold labels tell apart."""

    THREE_WAY = "contradiction / support / neutral"
    SUPPORT_OR_NOT = "support / not support"
    SUPPORT_OR_CONTRADICTION = "support / contradiction"


@dataclass(frozen=True, slots=True)
class Gold:
    """Gold labels as columns of `names`. task decides how three probabilities become those columns."""

    task: Task
    names: tuple[str, ...]
    columns: IntArray


@dataclass(frozen=True, slots=True)
class LabelScore(Record):
    """Precision, recall and F1 of one label; n: its gold pairs."""

    label: str
    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Slice(Record):
    """Pairs with one phenomenon."""

    name: str
    n: int
    accuracy: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class ReliabilityBin(Record):
    """Pairs whose predicted label has about the same probability: their number, mean probability and accuracy."""

    n: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Interval(Record):
    """95 % bootstrap interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Evaluation(Record):
    """How well predictions meet gold labels.

    confusion: rows gold, columns predicted, in the order of `labels`. ece: expected calibration error over the 15 bins of `reliability`, of
    which the empty ones are left out. macro_f1: mean over the gold labels that occur. p_value: McNemar's test against the second model,
    whose accuracy is `against_accuracy`.
    """

    n: int
    task: Task
    labels: tuple[str, ...]
    accuracy: float
    accuracy_interval: Interval
    macro_f1: float
    macro_f1_interval: Interval
    ece: float
    brier: float
    scores: tuple[LabelScore, ...]
    confusion: tuple[tuple[int, ...], ...]
    reliability: tuple[ReliabilityBin, ...] = ()
    slices: tuple[Slice, ...] = ()
    against_accuracy: float | None = None
    p_value: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with the confusion matrix as rows."""
        return {**Record.to_dict(self), "confusion": [list(row) for row in self.confusion]}

    def to_text(self) -> str:
        """The measures as aligned lines for a terminal."""
        lines = [
            f"pairs      {self.n}  ({self.task.value})",
            f"accuracy   {self.accuracy:.3f}  [{self.accuracy_interval.low:.3f}, {self.accuracy_interval.high:.3f}]",
            f"macro-F1   {self.macro_f1:.3f}  [{self.macro_f1_interval.low:.3f}, {self.macro_f1_interval.high:.3f}]",
            f"ECE        {self.ece:.3f}",
            f"Brier      {self.brier:.3f}",
        ]
        if self.p_value is not None:
            lines.append(f"second     accuracy {self.against_accuracy:.3f}, McNemar p = {self.p_value:.4f}")
        lines += ["", f"{'label':14}{'n':>6}  precision  recall     F1"]
        lines += [f"{score.label:14}{score.n:6}  {score.precision:9.3f}  {score.recall:6.3f}  {score.f1:5.3f}" for score in self.scores]
        lines += ["", "gold \\ found  " + "".join(f"{name:>15}" for name in self.labels)]
        lines += [f"{name:14}" + "".join(f"{count:15}" for count in row) for name, row in zip(self.labels, self.confusion, strict=True)]
        if self.slices:
            lines += ["", f"{'phenomenon':28}{'n':>6}  accuracy  macro-F1"]
            lines += [f"{part.name:28}{part.n:6}  {part.accuracy:8.3f}  {part.macro_f1:8.3f}" for part in self.slices]
        return "\n".join(lines)


def read_gold(labels: Sequence[Any], *, where: Callable[[int], str] = lambda number: f"row {number + 1}") -> Gold:
    """Gold labels in any known spelling. Raises InputError, placed by `where`, for an unknown one, or for neutral or contradiction beside "not entailment"."""
    if not labels:
        raise InputError("there are no pairs; expected at least one with a gold label")
    names = [_gold_name(value, where(number)) for number, value in enumerate(labels)]
    if NOT_SUPPORT in names:
        odd = next((number for number, name in enumerate(names) if name not in {NOT_SUPPORT, Label.SUPPORT.value}), None)
        if odd is not None:
            raise InputError(f"{where(odd)}: label is {labels[odd]!r} beside 'not entailment'; expected two-way or three-way labels, not both")
        return _gold(Task.SUPPORT_OR_NOT, (Label.SUPPORT.value, NOT_SUPPORT), names)
    if set(names) == {Label.SUPPORT.value, Label.CONTRADICTION.value}:
        return _gold(Task.SUPPORT_OR_CONTRADICTION, (Label.CONTRADICTION.value, Label.SUPPORT.value), names)
    return _gold(Task.THREE_WAY, tuple(label.value for label in Label), names)


def in_task(probabilities: FloatArray, task: Task) -> FloatArray:
    """Three-way rows as rows over the labels of `task`: neutral and contradiction joined, or neutral left out and the rest scaled up."""
    c, s, n = (list(Label).index(label) for label in (Label.CONTRADICTION, Label.SUPPORT, Label.NEUTRAL))
    if task is Task.SUPPORT_OR_NOT:
        return np.stack([probabilities[:, s], probabilities[:, c] + probabilities[:, n]], axis=1)
    if task is Task.SUPPORT_OR_CONTRADICTION:
        kept = np.maximum(probabilities[:, [c, s]], 1e-9)
        return np.asarray(kept / kept.sum(axis=1, keepdims=True), dtype=np.float32)
    return probabilities


def predicted(probabilities: FloatArray, task: Task) -> IntArray:
    """Columns of the predicted labels: "support" in a two-way task only where it is the most likely of all three labels."""
    if task is Task.SUPPORT_OR_NOT:
        return np.asarray(np.where(probabilities.argmax(axis=1) == list(Label).index(Label.SUPPORT), 0, 1), dtype=np.int64)
    return np.asarray(in_task(probabilities, task).argmax(axis=1), dtype=np.int64)


def measure(
    gold: Gold,
    probabilities: FloatArray,
    *,
    phenomena: Sequence[tuple[str, ...]] | None = None,
    groups: Sequence[str] | None = None,
    against: FloatArray | None = None,
    samples: int = 1000,
) -> Evaluation:
    """All measures of three-way probabilities against gold labels. Raises ValueError if the lengths differ."""
    found, size = predicted(probabilities, gold.task), len(gold.names)
    rows, hit = in_task(probabilities, gold.task), found == gold.columns
    confidence = rows[np.arange(len(found)), found]
    counts = metrics.confusion(gold.columns, found, labels=size)
    numbered = None if groups is None else np.unique(np.array(groups), return_inverse=True)[1]
    first = metrics.bootstrap_interval(lambda i: float(hit[i].mean()), len(hit), groups=numbered, samples=samples)
    second = metrics.bootstrap_interval(lambda i: metrics.macro_f1(gold.columns[i], found[i], labels=size), len(hit), groups=numbered, samples=samples)
    other = None if against is None else predicted(against, gold.task) == gold.columns
    return Evaluation(
        n=len(hit),
        task=gold.task,
        labels=gold.names,
        accuracy=float(hit.mean()),
        accuracy_interval=Interval(*first),
        macro_f1=metrics.macro_f1(gold.columns, found, labels=size),
        macro_f1_interval=Interval(*second),
        ece=metrics.expected_calibration_error(confidence, hit),
        brier=metrics.brier_score(rows, gold.columns),
        scores=_label_scores(gold.names, counts),
        confusion=tuple(tuple(int(count) for count in row) for row in counts),
        reliability=tuple(ReliabilityBin(*row) for row in metrics.reliability(confidence, hit)),
        slices=_slices(gold, found, phenomena or ()),
        against_accuracy=None if other is None else float(other.mean()),
        p_value=None if other is None else metrics.mcnemar(hit, other),
    )


def _gold_name(value: Any, place: str) -> str:
    if not isinstance(value, str):
        # Label.from_name would read None as the spelling "none" of neutral.
        raise InputError(f"{place}: label is {value!r}; expected a text such as contradiction, support or neutral")
    if value.strip().lower().replace("_", " ").replace("-", " ") in _NOT_SUPPORT_SPELLINGS:
        return NOT_SUPPORT
    try:
        return Label.from_name(value).value
    except InputError as error:
        raise InputError(f"{place}: {error}") from None


def _gold(task: Task, order: tuple[str, ...], names: Sequence[str]) -> Gold:
    return Gold(task, order, np.array([order.index(name) for name in names], dtype=np.int64))


def _label_scores(names: Sequence[str], counts: IntArray) -> tuple[LabelScore, ...]:
    table = metrics.precision_recall_f1(counts)
    return tuple(LabelScore(name, int(counts[i].sum()), *map(float, table[i])) for i, name in enumerate(names))


def _slices(gold: Gold, found: IntArray, phenomena: Sequence[tuple[str, ...]]) -> tuple[Slice, ...]:
    rows: dict[str, list[int]] = {}
    for number, names in enumerate(phenomena):
        for name in dict.fromkeys(names):
            rows.setdefault(name, []).append(number)
    return tuple(_slice(name, gold.columns[chosen], found[chosen], len(gold.names)) for name, chosen in sorted(rows.items()))


def _slice(name: str, gold: IntArray, found: IntArray, labels: int) -> Slice:
    return Slice(name, len(gold), metrics.accuracy(gold, found), metrics.macro_f1(gold, found, labels=labels))
