from datetime import date

import pytest

from checker.contrast import contrast, day_level, doer_level, where_level
from checker.text_reading import read_text

SATURDAY = date(2025, 7, 26)


def reading(text, party=None, day=SATURDAY):
    return read_text(text, party, day)


def test_a_reading_takes_days_sides_and_times_from_the_words():
    found = reading("Thai jets bombed our post at 6.20 a.m. on Thursday.", "KHM")
    assert found.stretches == ((date(2025, 7, 24), date(2025, 7, 24)),)
    assert found.sides == ("THA", "KHM")
    assert found.doer == "THA"
    assert found.times == {6 * 60 + 20}
    assert found.acts == {"again"}


def test_the_doer_of_a_passive_comes_after_by():
    assert reading("The village was shelled by Thai artillery.").doer == "THA"
    assert reading("Five people died in Cambodia.").doer is None


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("Jets came on Thursday.", "Jets came on 24 July.", "same"),
        ("Jets came on Thursday.", "Jets came on Friday.", "near"),
        ("Jets came on 10 July.", "Jets came on 24 July.", "far"),
        ("Jets came in July.", "Jets came on 24 July.", "overlap"),
        ("Jets came.", "Jets came on 24 July.", "one"),
        ("Jets came.", "Jets left.", "none"),
    ],
)
def test_days(a, b, level):
    assert day_level(reading(a), reading(b)) == day_level(reading(b), reading(a)) == level


def test_places_within_one_another():
    assert where_level(reading("Bombs fell on Haifa."), reading("Bombs fell on Tel Aviv.")) == "apart"
    assert where_level(reading("Shells hit Sisaket province."), reading("Shells hit Sisaket province.")) == "same"
    assert where_level(reading("Shells fell."), reading("Shells fell.")) == "none"


def test_each_names_the_other_as_the_doer():
    assert doer_level(reading("Thai troops opened fire.", "KHM"), reading("Cambodian troops opened fire.", "THA")) == "blame"
    assert doer_level(reading("Our troops opened fire.", "KHM"), reading("Cambodian troops opened fire.", "THA")) == "same"


def test_levels_are_symmetric_and_say_what_another_day_means():
    a, b = reading("We signed the accord on Thursday.", "THA"), reading("The accord was signed on Friday.", "KHM")
    levels = contrast(a, b)
    assert sorted(levels) == sorted(contrast(b, a))
    assert {"event_day=near", "other_day_once=both", "party=other", "said=same"} <= set(levels)
