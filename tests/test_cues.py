from __future__ import annotations

import pytest

from checker.cues import cue_table, ends_in_title, skip_adverbials
from checker.statement import Stance


def test_table_is_consistent() -> None:
    table = cue_table()
    assert table.frames["accuse"] == {"of"}
    assert table.stances["deny"] is Stance.DENY
    assert set(table.stances) <= set(table.frames) | {"pin"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (" on Monday that it was over", " that it was over"),
        (" in a statement on Telegram that it", " that it"),
        (" reporters in Bangkok.", "."),
        (" its raid had hit", " its raid had hit"),
        (" in a phone call to set up", " to set up"),
    ],
)
def test_skip_adverbials(text: str, left: str) -> None:
    assert text[skip_adverbials(text, 0, len(text)) :] == left


def test_titles_end_no_sentence() -> None:
    assert ends_in_title("said Gen.")
    assert not ends_in_title("on the hill.")


def test_a_day_that_owns_a_noun_is_no_adverbial() -> None:
    assert skip_adverbials(" Wednesday’s meeting", 0, 20) == 0
    assert skip_adverbials(" Wednesday the meeting", 0, 22) == len(" Wednesday")
