from __future__ import annotations

import numpy as np
import pytest

from checker import metrics

GOLD = np.array([0, 0, 1, 1, 2, 2])
FOUND = np.array([0, 1, 1, 1, 2, 0])


def test_confusion_has_gold_in_rows() -> None:
    assert metrics.confusion(GOLD, FOUND, labels=3).tolist() == [[1, 1, 0], [0, 2, 0], [1, 0, 1]]


def test_precision_recall_f1_worked_by_hand() -> None:
    table = metrics.precision_recall_f1(metrics.confusion(GOLD, FOUND, labels=3))
    # label 0: 1 of 2 predicted, 1 of 2 gold; label 1: 2 of 3, 2 of 2; label 2: 1 of 1, 1 of 2
    assert table == pytest.approx(np.array([[1 / 2, 1 / 2, 1 / 2], [2 / 3, 1, 4 / 5], [1, 1 / 2, 2 / 3]]))
    assert metrics.macro_f1(GOLD, FOUND, labels=3) == pytest.approx((1 / 2 + 4 / 5 + 2 / 3) / 3)
    assert metrics.accuracy(GOLD, FOUND) == pytest.approx(4 / 6)


def test_metrics_agree_with_scikit_learn_on_random_labels() -> None:
    from sklearn.metrics import confusion_matrix, f1_score

    rng = np.random.default_rng(3)
    gold, found = rng.integers(0, 3, 200), rng.integers(0, 3, 200)
    assert metrics.confusion(gold, found, labels=3).tolist() == confusion_matrix(gold, found).tolist()
    assert metrics.macro_f1(gold, found, labels=3) == pytest.approx(f1_score(gold, found, average="macro"))


def test_macro_f1_leaves_out_labels_without_gold() -> None:
    # Gold has labels 0 and 1 only; label 2 was predicted once: recall of label 1 suffers, label 2 has no F1 of its own.
    assert metrics.macro_f1(np.array([0, 1, 1]), np.array([0, 1, 2]), labels=3) == pytest.approx((1 + 2 / 3) / 2)


def test_label_never_predicted_scores_zero_not_nan() -> None:
    table = metrics.precision_recall_f1(metrics.confusion(np.array([0, 1]), np.array([0, 0]), labels=3))
    assert np.isfinite(table).all()
    assert table[1].tolist() == [0, 0, 0]


def test_calibration_error_worked_by_hand() -> None:
    # One bin around .9 with accuracy 1/2 (gap .4, two items), one around .6 with accuracy 1 (gap .4, two items).
    p, hit = np.array([0.9, 0.9, 0.6, 0.6]), np.array([True, False, True, True])
    assert metrics.expected_calibration_error(p, hit, bins=10) == pytest.approx(0.4)
    assert metrics.expected_calibration_error(np.array([1.0, 1.0]), np.array([True, True])) == 0


def test_brier_score_worked_by_hand() -> None:
    # (0.7-1)^2 + .2^2 + .1^2 = .14; a sure mistake costs 2
    assert metrics.brier_score(np.array([[0.7, 0.2, 0.1]]), np.array([0])) == pytest.approx(0.14)
    assert metrics.brier_score(np.array([[1.0, 0.0, 0.0]]), np.array([1])) == pytest.approx(2)


def test_mcnemar_worked_by_hand() -> None:
    a = np.array([True] * 6 + [False])
    b = np.array([False] * 5 + [True, True])
    # 5 only a, 1 only b: 2 * (C(6,0) + C(6,1)) / 2^6 = 14/64
    assert metrics.mcnemar(a, b) == pytest.approx(14 / 64)
    assert metrics.mcnemar(a, a) == 1
    assert metrics.mcnemar(np.array([True, False]), np.array([False, True])) == 1


def test_bootstrap_interval_covers_the_mean_and_groups_widen_it() -> None:
    values = np.repeat(np.array([0.0, 1.0] * 10), 10)
    groups = np.repeat(np.arange(20), 10)
    alone = metrics.bootstrap_interval(lambda i: float(values[i].mean()), 200)
    grouped = metrics.bootstrap_interval(lambda i: float(values[i].mean()), 200, groups=groups)
    assert alone[0] < 0.5 < alone[1]
    assert grouped[1] - grouped[0] > 2 * (alone[1] - alone[0])
    assert alone == metrics.bootstrap_interval(lambda i: float(values[i].mean()), 200)


@pytest.mark.parametrize("call", [lambda: metrics.accuracy(GOLD, FOUND[:-1]), lambda: metrics.accuracy(GOLD[:0], FOUND[:0])])
def test_unequal_or_empty_input_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match="expected as many"):
        call()  # type: ignore[operator]
