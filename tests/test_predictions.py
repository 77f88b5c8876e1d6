import numpy as np
import pandas as pd
import pytest

from checker.comparing import evaluate
from checker.errors import InputError
from checker.plots import plot_evaluation
from checker.predictions import probabilities_of

PAIRS = pd.DataFrame(
    {
        "premise": ["Troops left the town.", "Two shells fell.", "The bridge is open."],
        "hypothesis": ["Troops stayed.", "Shells fell.", "It rained."],
        "label": ["contradiction", "entailment", "neutral"],
    }
)
RIGHT = [[0.8, 0.1, 0.1], [0.1, 0.7, 0.2], [0.1, 0.3, 0.6]]


def table(rows: list[list[float]], pairs: pd.DataFrame = PAIRS) -> pd.DataFrame:
    return pairs.drop(columns="label").assign(**{name: [row[k] for row in rows] for k, name in enumerate(("p_contradiction", "p_support", "p_neutral"))})


def test_rows_come_in_the_order_of_the_pairs():
    shuffled = table(RIGHT).iloc[[2, 0, 1]].reset_index(drop=True)
    assert np.allclose(probabilities_of(shuffled, PAIRS), RIGHT)


def test_equal_pairs_keep_their_own_rows_where_the_order_is_the_same():
    twice = pd.concat([PAIRS.iloc[[0]], PAIRS.iloc[[0]]], ignore_index=True)
    assert np.allclose(probabilities_of(table(RIGHT[:2], twice), twice), RIGHT[:2])


def test_equal_pairs_in_another_order_are_refused():
    pairs = PAIRS.iloc[[1, 0, 0]].reset_index(drop=True)
    with pytest.raises(InputError, match="twice"):
        probabilities_of(table(RIGHT, PAIRS.iloc[[0, 0, 1]].reset_index(drop=True)), pairs)


def test_a_missing_pair_is_named():
    with pytest.raises(InputError, match="row 3: the table of predictions has no such pair"):
        probabilities_of(table(RIGHT).head(2), PAIRS)


@pytest.mark.parametrize("row", [[0.5, 0.5, 0.5], [float("nan"), 0.5, 0.5], ["x", 0.5, 0.5], [-0.2, 0.6, 0.6]])
def test_rows_that_are_no_probabilities_are_refused(row):
    with pytest.raises(InputError, match="sum to 1"):
        probabilities_of(table([row, *RIGHT[1:]]), PAIRS)


def test_a_table_without_probabilities_says_what_to_do():
    with pytest.raises(InputError, match="checker compare"):
        probabilities_of(PAIRS, PAIRS)


def test_two_tables_are_measured_and_compared():
    wrong = [RIGHT[1], RIGHT[0], RIGHT[1]]
    found = evaluate(PAIRS, model=table(RIGHT), against=table(wrong))
    assert (found.accuracy, found.against_accuracy) == (1.0, 0.0)
    assert found.p_value == pytest.approx(0.25)  # all three differ in one direction: 2 * 0.5 ** 3
    assert sum(part.n for part in found.reliability) == 3


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_pictures_are_written_whole_and_the_same_each_time(tmp_path, suffix):
    evaluation = evaluate(PAIRS, model=table(RIGHT))
    first = plot_evaluation(evaluation, tmp_path / f"a{suffix}", title="<three> pairs").read_bytes()
    assert len(first) > 1000 and [path.name for path in tmp_path.iterdir()] == [f"a{suffix}"]
    if suffix == ".svg":
        assert b"&lt;three&gt; pairs" in first and b"predicted" in first
        assert plot_evaluation(evaluation, tmp_path / "b.svg", title="<three> pairs").read_bytes() == first


def test_a_picture_needs_a_known_format_and_a_folder(tmp_path):
    evaluation = evaluate(PAIRS, model=table(RIGHT))
    with pytest.raises(InputError, match=r"expected .svg, .png, .pdf"):
        plot_evaluation(evaluation, tmp_path / "a.gif")
    with pytest.raises(InputError, match="no folder"):
        plot_evaluation(evaluation, tmp_path / "none" / "a.svg")
