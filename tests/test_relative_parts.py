"""Claims of clauses that a tag parts: relative clauses are told of their noun, clefts as plain sentences."""

from __future__ import annotations

import pytest

from checker.config import Config
from checker.document import Document
from checker.pipeline import extract


def claims(text: str) -> list[str]:
    return [claim.text for _, found in extract([Document("d", text)], Config()) for claim in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "That was a lie, said Chad's defence ministry, whose planes, it said, had not left the ground.",
            "Chad's planes had not left the ground.",
        ),
        ("Rebels held the town of Adre, where, the army said, 40 men had been killed.", "40 men had been killed in Adre."),
        ("Rebels left Adre, from which, the army said, they had fired on the road.", "The rebels had fired on the road from Adre."),
        (
            "Georgia's army released pictures which, it said, show a Russian convoy leaving the depot at dawn.",
            "Pictures show a Russian convoy leaving the depot at dawn.",
        ),
        ("It was the rebels, Niger's minister said, who had burned the bridge.", "The rebels had burned the bridge."),
    ],
)
def test_told_of_the_noun_for_which_the_relative_word_stands(text: str, expected: str) -> None:
    assert claims(text) == [expected]


def test_behind_the_colon_of_a_cleft_are_claims_of_their_own() -> None:
    found = claims("It was Chad, Niger's minister said, that had fired first: 11 shells crossed the border at 5 a.m., and four hit a market.")
    assert found == ["Chad had fired first.", "11 shells crossed the border at 5 a.m.", "Four shells hit a market."]


def test_what_stands_before_a_tag_without_a_relative_word_is_left_as_it_is() -> None:
    assert claims("The rebels, Niger's minister said, had burned the bridge.") == ["The rebels had burned the bridge."]
