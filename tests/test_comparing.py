from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from checker.comparing import compare, evaluate, scores
from checker.errors import InputError
from checker.evaluation import Task, predicted, read_gold
from checker.judgement import Label
from checker.pairs import flat_columns, read_pairs, write_pairs


class WordScorer:
    """A real, if simple, scorer: "not" in one text only contradicts, equal texts support. Its columns are in an order of their own."""

    labels = (Label.NEUTRAL, Label.CONTRADICTION, Label.SUPPORT)

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def predict(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.seen += pairs
        rows = [[0.1, 0.8, 0.1] if (" not " in a) != (" not " in b) else [0.1, 0.1, 0.8] if a == b else [0.8, 0.1, 0.1] for a, b in pairs]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)


PAIRS = pd.DataFrame(
    {
        "premise": ["It did not rain.", "It rained.", "It rained.", "A dog barked."],
        "hypothesis": ["It did rain.", "It rained.", "A cat slept.", "A dog barked."],
        "label": ["refutes", "ENTAILMENT", "not_enough_info", "contradiction"],
        "phenomena": [["negation"], [], ["topic"], ["negation"]],
    }
)


def test_columns_of_the_scorer_travel_by_name() -> None:
    found = compare(PAIRS, model=WordScorer())
    assert found["label"].tolist() == ["contradiction", "support", "neutral", "support"]
    assert found["gold_label"].tolist() == PAIRS["label"].tolist()
    assert found["p_contradiction"].tolist() == pytest.approx([0.8, 0.1, 0.1, 0.1])
    assert list(PAIRS.columns) == ["premise", "hypothesis", "label", "phenomena"]


def test_evaluation_worked_by_hand() -> None:
    result = evaluate(PAIRS, model=WordScorer(), samples=50)
    assert (result.n, result.task, result.accuracy) == (4, Task.THREE_WAY, 0.75)
    # F1: contradiction 2/3 (1 of 1 predicted, 1 of 2 gold), support 2/3, neutral 1
    assert result.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert result.confusion == ((1, 1, 0), (0, 1, 0), (0, 0, 1))
    assert result.ece == pytest.approx(0.05)  # every confidence is .8, accuracy .75
    assert [(part.name, part.n, part.accuracy) for part in result.slices] == [("negation", 2, 0.5), ("topic", 1, 1.0)]
    assert json.loads(json.dumps(result.to_dict()))["confusion"] == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert "0.750" in result.to_text()


def test_two_models_are_compared() -> None:
    class Neutral(WordScorer):
        def predict(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
            return np.tile(np.array([1, 0, 0], dtype=np.float32), (len(pairs), 1))

    result = evaluate(PAIRS, model=WordScorer(), against=Neutral(), samples=20)
    # 2 pairs only the first gets right, none only the second: 2 / 2^2
    assert (result.against_accuracy, result.p_value) == (0.25, pytest.approx(0.5))


def test_claims_are_asked_in_both_directions_with_party_and_date() -> None:
    scorer = WordScorer()
    frame = pd.DataFrame([{"text_a": "We did not fire.", "text_b": "They fired.", "party_a": "KHM", "date_a": "2025-12-15", "party_b": None, "date_b": ""}])
    scores(frame, model=scorer, typed=False)
    assert scorer.seen == [
        ("Cambodia, Monday 15 December 2025: We did not fire.", "They fired."),
        ("They fired.", "Cambodia, Monday 15 December 2025: We did not fire."),
    ]


def test_claims_give_the_same_label_swapped() -> None:
    frame = pd.DataFrame([{"text_a": "The army did not shell Hill 5.", "text_b": "The army shelled Hill 5."}])
    swapped = frame.rename(columns={"text_a": "text_b", "text_b": "text_a"})
    first, second = (compare(each, model=WordScorer()) for each in (frame, swapped))
    assert first["label"].item() == second["label"].item() == "contradiction"
    assert first["p_contradiction"].item() == pytest.approx(second["p_contradiction"].item(), abs=1e-4)
    assert first["reasons"].item()


def test_nested_pairs_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    rows = [{"id": "x", "a": {"text": "One.", "party": "THA", "date": "2025-07-24"}, "b": {"text": "Two."}, "label": "neutral"}]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    flat = flat_columns(read_pairs(path))
    assert (flat["text_a"].item(), flat["party_a"].item(), flat["date_a"].item(), flat["party_b"].item()) == ("One.", "THA", date(2025, 7, 24), None)


@pytest.mark.parametrize(
    ("labels", "task"),
    [
        (["entailment", "not_entailment"], Task.SUPPORT_OR_NOT),
        (["SUPPORTS", "REFUTES"], Task.SUPPORT_OR_CONTRADICTION),
        (["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"], Task.THREE_WAY),
        (["contradiction", "contradiction"], Task.THREE_WAY),
    ],
)
def test_task_follows_from_the_gold_labels(labels: list[str], task: Task) -> None:
    assert read_gold(labels).task is task


def test_two_way_predictions() -> None:
    p = np.array([[0.3, 0.4, 0.3], [0.3, 0.1, 0.6]], dtype=np.float32)
    assert predicted(p, Task.SUPPORT_OR_NOT).tolist() == [0, 1]  # support | not: the most likely of all three decides
    assert predicted(p, Task.SUPPORT_OR_CONTRADICTION).tolist() == [1, 0]  # contradiction | support: neutral is left out


@pytest.mark.parametrize("labels", [["entailment", "banana"], ["not_entailment", "neutral"], ["entailment", None], []])
def test_unknown_or_mixed_labels_are_refused(labels: list[object]) -> None:
    with pytest.raises(InputError, match="expected"):
        read_gold(labels)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.csv", "premise,hypo\na,b\n", "expected premise and hypothesis"),
        ("x.csv", "premise,hypothesis\na,b\na,b,c\n", "x.csv:3: "),
        ("x.csv", "premise,hypothesis\n", "holds no pairs"),
        ("x.csv", "", "holds no pairs"),
        ("x.jsonl", '{"premise": "a", "hypothesis": "b"}\n{"premise": \n', "x.jsonl:2: is broken JSON"),
        ("x.jsonl", '{"premise": "a", "hypothesis": "b"}\n[1]\n', "x.jsonl:2: "),
        ("x.parquet", "no parquet", "x.parquet: is no readable parquet"),
        ("x.txt", "a", "expected .csv, .jsonl, .parquet"),
    ],
)
def test_bad_files_are_named_with_the_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError) as error:
        read_pairs(tmp_path / name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_bad_values_are_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"premise": "a", "hypothesis": "b"}\n\n{"premise": "a", "hypothesis": 3}\n')
    with pytest.raises(InputError, match=r"x\.jsonl:3: hypothesis is 3"):
        compare(read_pairs(path), model=WordScorer())
    path.write_text('{"text_a": "a", "text_b": "b", "date_a": "last week"}\n')
    with pytest.raises(InputError, match=r"x\.jsonl:1: date_a is 'last week'"):
        compare(read_pairs(path), model=WordScorer())
    with pytest.raises(InputError, match="has no column 'label'"):
        evaluate(read_pairs(path), model=WordScorer())


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_written_tables_are_read_again(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out.{suffix}"
    write_pairs(compare(PAIRS, model=WordScorer()), path)
    again = read_pairs(path)
    assert again["label"].tolist() == ["contradiction", "support", "neutral", "support"]
    assert again["premise"].tolist() == PAIRS["premise"].tolist()
    assert not list(tmp_path.glob("*.partial"))


def test_texts_with_commas_quotes_and_newlines_survive_csv(tmp_path: Path) -> None:
    frame = pd.DataFrame({"premise": ['He said, "no",\nand left.'], "hypothesis": ["Él — да"]})
    write_pairs(frame, tmp_path / "x.csv")
    assert read_pairs(tmp_path / "x.csv")["premise"].tolist() == frame["premise"].tolist()
