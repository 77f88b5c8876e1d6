"""Bare numbers told with the noun that they count; the sentences are composed."""

import pytest

from checker.analysis import language_model
from checker.clauses import finite_clauses
from checker.rendering import joined


def last(text: str) -> str:
    """The last clause of the last sentence."""
    return joined(finite_clauses(list(list(language_model()(text).sents)[-1]))[-1].words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No truck was lost. One ran over a mine.", "One truck ran over a mine"),
        ("Three Malian soldiers had been captured, the group said. Not one had been captured.", "Not one Malian soldier had been captured"),
        ("It held two Chadian officers. A third was in hospital.", "A third Chadian officer was in hospital"),
        ("Nine shells fell on the town. Four had been wounded.", "Four people had been wounded"),
        ("Nine shells fell on the town. Two landed in the market.", "Two shells landed in the market"),
    ],
)
def test_a_number_gets_the_noun_that_it_counts(text: str, expected: str) -> None:
    assert last(text) == expected


@pytest.mark.parametrize(
    "text", ["Nine shells fell. One can see the holes.", "Nine shells fell. No one was hurt.", "Nine shells fell. Two of the houses burned."]
)
def test_other_subjects_stay_as_they_are(text: str) -> None:
    assert last(text) == text.split(". ")[1].rstrip(".")
