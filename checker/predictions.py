"""Predictions that were made earlier, or by another program, as rows of probabilities beside the pairs they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from checker.calibration import FloatArray
from checker.errors import InputError
from checker.judgement import Label
from checker.pairs import flat_columns, where

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = tuple(f"p_{label.value}" for label in Label)


def probabilities_of(predictions: pd.DataFrame, pairs: pd.DataFrame) -> FloatArray:
    """(n, 3) probabilities in the order of `Label`, one row for each pair, in its order.

    predictions: a table as `checker compare` writes it: the pairs' texts with p_contradiction, p_support, p_neutral, in any order. Raises
    InputError where a column or a pair is missing, or a row is no probability distribution.
    """
    missing = [name for name in COLUMNS if name not in predictions.columns]
    if missing:
        raise InputError(
            f"{predictions.attrs.get('path', 'predictions')}: has no column {missing[0]!r}; expected what `checker compare` writes: {', '.join(COLUMNS)}"
        )
    keys, wanted = _texts(predictions), _texts(pairs)
    if keys == wanted:
        order = list(range(len(keys)))
    else:
        place = {key: number for number, key in enumerate(keys)}
        _check_found(place, wanted, predictions, pairs)
        order = [place[key] for key in wanted]
    return np.array([_row(predictions, number) for number in order], dtype=np.float32).reshape(-1, len(COLUMNS))


def _texts(frame: pd.DataFrame) -> list[tuple[str, str]]:
    flat = flat_columns(frame)
    return list(zip(flat["text_a"], flat["text_b"], strict=True))


def _check_found(place: Mapping[tuple[str, str], int], wanted: Sequence[tuple[str, str]], predictions: pd.DataFrame, pairs: pd.DataFrame) -> None:
    name = predictions.attrs.get("path", "the table of predictions")
    missing = next((number for number, key in enumerate(wanted) if key not in place), None)
    if missing is not None:
        raise InputError(f"{where(pairs, missing)}: {name} has no such pair; expected a prediction for every pair")
    if len(place) < len(predictions):
        raise InputError(f"{name}: holds a pair of texts twice, and in another order than the pairs; expected the order of the pairs")


def _row(predictions: pd.DataFrame, number: int) -> list[float]:
    values = [predictions[name].iloc[number] for name in COLUMNS]
    try:
        row = [float(value) for value in values]
    except (TypeError, ValueError):
        row = [float("nan")]
    # Tables are rounded to four digits.
    if not all(0 <= p <= 1 for p in row) or abs(sum(row) - 1) > 0.01:
        raise InputError(f"{where(predictions, number)}: probabilities are {', '.join(map(str, values))}; expected three numbers in [0, 1] that sum to 1")
    return row
