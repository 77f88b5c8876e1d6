"""The composed training pairs: well-formed, balanced, and of no use to a reader of one side only."""

import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from checker.judgement import Label

CLAIMS = Path(__file__).parents[1] / "claims"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CLAIMS / name).read_text(encoding="utf-8").splitlines()]


PAIRS = read("conflict_pairs.jsonl")
# Between the counterparts of one anchor: most are neutral to each other, so these have no balance of their own.
BETWEEN = read("conflict_pairs_between.jsonl")


def test_every_pair_has_texts_parties_dates_and_a_label() -> None:
    for pair in PAIRS + BETWEEN:
        for side in ("a", "b"):
            assert pair[side]["text"].strip()
            assert pair[side]["party"]
            date.fromisoformat(pair[side]["date"])
        assert pair["label"] == Label.from_name(pair["label"])
        assert pair["a"]["text"] != pair["b"]["text"]


def test_ids_are_unique_and_no_pair_is_given_twice() -> None:
    together = PAIRS + BETWEEN
    assert len({pair["id"] for pair in together}) == len(together)
    assert len({frozenset((pair["a"]["text"], pair["b"]["text"])) for pair in together}) == len(together)


def test_labels_are_balanced() -> None:
    counts = Counter(pair["label"] for pair in PAIRS)
    assert all(0.25 < count / len(PAIRS) < 0.42 for count in counts.values()), counts


def test_most_texts_occur_under_several_labels() -> None:
    labels = defaultdict(set)
    for pair in PAIRS:
        for side in ("a", "b"):
            labels[pair[side]["text"]].add(pair["label"])
    assert sum(len(found) > 1 for found in labels.values()) / len(labels) > 0.65
