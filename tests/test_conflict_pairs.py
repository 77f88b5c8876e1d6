"""The composed training pairs: well-formed, balanced, and of no use to a reader of one side only."""

import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from checker.judgement import Label

PAIRS = [json.loads(line) for line in (Path(__file__).parents[1] / "claims" / "conflict_pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_pair_has_texts_parties_dates_and_a_label() -> None:
    for pair in PAIRS:
        for side in ("a", "b"):
            assert pair[side]["text"].strip()
            assert pair[side]["party"]
            date.fromisoformat(pair[side]["date"])
        assert pair["label"] == Label.from_name(pair["label"])
        assert pair["a"]["text"] != pair["b"]["text"]


def test_ids_are_unique_and_no_pair_is_given_twice() -> None:
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)
    assert len({frozenset((pair["a"]["text"], pair["b"]["text"])) for pair in PAIRS}) == len(PAIRS)


def test_labels_are_balanced() -> None:
    counts = Counter(pair["label"] for pair in PAIRS)
    assert all(0.25 < count / len(PAIRS) < 0.42 for count in counts.values()), counts


def test_most_texts_occur_under_several_labels() -> None:
    labels = defaultdict(set)
    for pair in PAIRS:
        for side in ("a", "b"):
            labels[pair[side]["text"]].add(pair["label"])
    assert sum(len(found) > 1 for found in labels.values()) / len(labels) > 0.65
