"""What the training scripts of the pair classifiers compute; the scripts themselves run for hours."""

from __future__ import annotations

import random
from types import ModuleType

import pytest
import torch
from recipes import load_recipe


@pytest.fixture(scope="module")
def recipe() -> ModuleType:
    return load_recipe("train")


def test_a_teacher_that_says_what_the_model_says_leaves_only_the_label(recipe: ModuleType) -> None:
    logits = torch.tensor([[2.0, 0.0, -1.0], [0.5, 0.1, 0.0]])
    alone = recipe.loss_of(logits, [recipe.Example("p", "h", 0), recipe.Example("p", "h", 1)])
    assert float(alone) == pytest.approx(float(torch.nn.functional.cross_entropy(logits, torch.tensor([0, 1]))))
    agreeing = [recipe.Example("p", "h", label, tuple(row)) for label, row in zip((0, 1), logits.tolist(), strict=True)]
    assert float(recipe.loss_of(logits, agreeing)) == pytest.approx((1 - recipe.TAUGHT) * float(alone), rel=1e-5)
    contrary = [recipe.Example("p", "h", label, tuple(-value for value in row)) for label, row in zip((0, 1), logits.tolist(), strict=True)]
    assert float(recipe.loss_of(logits, contrary)) > float(alone)


def test_pairs_whose_claim_gives_the_label_away_are_thinned(recipe: ModuleType) -> None:
    draw = random.Random(3)  # noqa: S311 - sampling, no secret
    words = ["river", "army", "bridge", "village", "minister", "truce", "market", "border"]
    telling = [recipe.Example("p", f"the {draw.choice(words)} only {draw.choice(words)}", 0) for _ in range(300)]
    telling += [recipe.Example("p", f"the {draw.choice(words)} {draw.choice(words)}", draw.choice((1, 2))) for _ in range(600)]
    kept = recipe.thinned(telling)
    given_away = sum(example.label == 0 for example in kept)
    assert given_away < 30
    assert len(kept) - given_away > 200
    assert recipe.thinned([]) == []
