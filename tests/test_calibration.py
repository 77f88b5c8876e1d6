from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from checker.calibration import LEAST, Calibration, fit, load_calibration, negative_log_likelihood, softmax, thresholds_for
from checker.errors import ModelError

RNG = np.random.default_rng(5)
LOGITS = RNG.normal(size=(3000, 3)) * 2
GOLD = np.array([RNG.choice(3, p=row / row.sum()) for row in softmax(LOGITS).astype(np.float64)])


def test_no_calibration_is_plain_softmax() -> None:
    assert Calibration().probabilities(np.log(np.array([[1.0, 2.0, 5.0]]))) == pytest.approx(np.array([[0.125, 0.25, 0.625]]))


def test_temperature_is_found_again() -> None:
    # The labels were drawn from softmax(LOGITS): logits three times as large need a scale of 1/3.
    assert fit(LOGITS * 3, GOLD).scale == pytest.approx((1 / 3, 1 / 3, 1 / 3), rel=0.06)


def test_vector_scaling_removes_a_shift_that_temperature_cannot() -> None:
    shifted = LOGITS + np.array([0.0, 2.0, 0.0])
    one, many = fit(shifted, GOLD), fit(shifted, GOLD, method="vector")
    assert negative_log_likelihood(many.probabilities(shifted), GOLD) < negative_log_likelihood(one.probabilities(shifted), GOLD) - 0.05
    assert many.bias[1] - many.bias[0] == pytest.approx(-2, abs=0.3)


def test_rows_sum_to_one_for_extreme_logits() -> None:
    rows = Calibration(scale=(2.0, 2.0, 2.0)).probabilities(np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4]]))
    assert rows.sum(axis=1) == pytest.approx([1, 1])
    assert np.isfinite(rows).all()


def test_thresholds_reach_the_target_precision() -> None:
    p = softmax(LOGITS)
    thresholds = thresholds_for(p, GOLD, target=0.9)
    for column, threshold in enumerate(thresholds):
        chosen = (p.argmax(axis=1) == column) & (p.max(axis=1) >= threshold)
        assert chosen.sum() >= LEAST
        assert (GOLD[chosen] == column).mean() >= 0.9


def test_a_label_that_never_reaches_the_target_always_abstains() -> None:
    p = np.tile([0.8, 0.1, 0.1], (100, 1))
    thresholds = thresholds_for(p, np.tile([0, 1], 50), target=0.9)
    assert thresholds == (1.01, 1.01, 1.01)
    assert Calibration(thresholds=thresholds).abstains(p).all()


def test_saved_calibration_is_read_again(tmp_path: Path) -> None:
    saved = Calibration("vector", (1.0, 2.0, 0.5), (0.1, 0.0, -0.1), 0.85, (0.7, 0.8, 0.9), 12)
    saved.save(tmp_path)
    assert load_calibration(tmp_path) == saved
    assert load_calibration(tmp_path / "none") == Calibration()


@pytest.mark.parametrize("content", ["{", '{"scale": [1, 1]}', '{"scale": [1, 0, 1]}', '{"scale": "x"}', "[]"])
def test_broken_calibration_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "calibration.json").write_text(content)
    with pytest.raises(ModelError, match=r"calibration\.json"):
        load_calibration(tmp_path)


def test_fit_refuses_what_it_cannot_fit() -> None:
    for logits, gold, method in ((LOGITS, GOLD[:-1], "temperature"), (LOGITS[:0], GOLD[:0], "temperature"), (LOGITS, GOLD, "magic")):
        with pytest.raises(ValueError, match="expected temperature or vector"):
            fit(logits, gold, method=method)
