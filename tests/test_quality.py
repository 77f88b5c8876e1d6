"""The annotated stories as a gate: the whole way, on the default model, may not fall below eval/floors_stories.json.

Floors lie under what was reached; raise them when the figures rise, never lower them to make a change pass.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[1]
FLOORS = json.loads((REPOSITORY / "eval" / "floors_stories.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    sys.path.insert(0, str(REPOSITORY / "eval"))
    try:
        from score_stories import read_stories, score
    finally:
        sys.path.pop(0)
    matrices = json.loads((REPOSITORY / "claims" / "matrices.json").read_text(encoding="utf-8"))
    return dict(score(read_stories(REPOSITORY / "claims" / "stories.jsonl"), matrices, "default"))


@pytest.mark.bundled
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figure_is_not_below_its_floor(figures: dict[str, Any], name: str) -> None:
    value: Any = figures
    for key in name.split("."):
        value = value[key]
    assert value >= FLOORS[name], f"{name} is {value:.3f}; its floor is {FLOORS[name]}"
