"""Acts told before, done by somebody else."""

import pytest

from checker.echoes import _done_by


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("The market was looted.", "The market was looted by gunmen."),
        ("Rebels did not loot the market.", "Gunmen looted the market."),
        ("No village was hit.", ""),
        ("Nobody had been hurt.", ""),
    ],
)
def test_an_act_is_told_of_whom_it_is_put_on(told: str, text: str) -> None:
    assert _done_by("Gunmen", told) == text
