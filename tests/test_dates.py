from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.dates import DateRelation, absolute, compare_dates, find_dates, resolve_weekday

# A Wednesday.
PUBLISHED = date(2025, 12, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("struck on Wednesday", date(2025, 12, 24)),
        ("struck on Thursday", date(2025, 12, 18)),
        ("on Tuesday night", date(2025, 12, 23)),
        ("Monday's attack", date(2025, 12, 22)),
        ("last Wednesday", date(2025, 12, 17)),
        ("24 December 2025", date(2025, 12, 24)),
        ("on Wednesday, Dec. 24, 2025,", date(2025, 12, 24)),
        ("2025-12-01", date(2025, 12, 1)),
        ("24.11.2025", date(2025, 11, 24)),
        ("the October 26 accords", date(2025, 10, 26)),
        ("on the 5th of November", date(2025, 11, 5)),
        ("yesterday", date(2025, 12, 23)),
        ("the day before yesterday", date(2025, 12, 22)),
        ("a day earlier", date(2025, 12, 23)),
        ("three days ago", date(2025, 12, 21)),
        ("two weeks ago", date(2025, 12, 10)),
        ("the previous day", date(2025, 12, 23)),
        ("last night", date(2025, 12, 23)),
        ("on Christmas Day 2024", date(2024, 12, 25)),
        ("on Friday last week", date(2025, 12, 19)),
        ("the last day of February", date(2025, 2, 28)),
        # Without a year the nearest one: in three days, not 362 days ago.
        ("the meeting of December 27", date(2025, 12, 27)),
    ],
)
def test_days(text: str, day: date) -> None:
    (mention,) = find_dates(text, published=PUBLISHED)
    assert (mention.day, mention.first, mention.last) == (day, day, day)
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in July", date(2025, 7, 1), date(2025, 7, 31)),
        ("since early December", date(2025, 12, 1), PUBLISHED),
        ("in late November 2024", date(2024, 11, 21), date(2024, 11, 30)),
        ("last week", date(2025, 12, 15), date(2025, 12, 21)),
        ("last month", date(2025, 11, 1), date(2025, 11, 30)),
        ("between 24 and 28 October", date(2025, 10, 24), date(2025, 10, 28)),
        ("Dec. 20-22", date(2025, 12, 20), date(2025, 12, 22)),
        ("since Sunday", date(2025, 12, 21), PUBLISHED),
        ("in 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("fled overnight", date(2025, 12, 23), PUBLISHED),
        ("over the weekend", date(2025, 12, 20), date(2025, 12, 21)),
        ("last year", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_stretches(text: str, first: date, last: date) -> None:
    (mention,) = find_dates(text, published=PUBLISHED)
    assert (mention.first, mention.last) == (first, last)
    assert mention.precision != "day"


@pytest.mark.parametrize(
    "text",
    [
        "at 4:30 p.m. after 16 days",
        "he may march",
        "Theresa May said",
        "2,000 people",
        "2024 people",
        "resolution 1701",
        "a 12-year-old boy",
        "on Fridays",
        "Good Friday",
        "the Sunday Times",
        "an overnight curfew",
        "two days after the truce",
        "a second strike",
        "",
        "F-16s and BM-21s",
        "31 February",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text, published=PUBLISHED) == []


def test_plans_look_ahead() -> None:
    (mention,) = find_dates("The ministers will meet on Saturday", published=PUBLISHED)
    assert mention.day == date(2025, 12, 27)
    past, said = find_dates("They will meet on Friday, he said on Tuesday", published=PUBLISHED)
    assert (past.day, said.day) == (date(2025, 12, 26), date(2025, 12, 23))
    assert find_dates("on Saturday", published=PUBLISHED, plan=True)[0].day == date(2025, 12, 27)


def test_a_day_later_counts_from_the_date_before() -> None:
    opened, collapsed = find_dates("The talks opened on Monday. Two days later they collapsed.", published=PUBLISHED)
    assert (opened.day, collapsed.day) == (date(2025, 12, 22), date(2025, 12, 24))


def test_without_publication_date() -> None:
    mentions = find_dates("on Wednesday and on 3 May 2024")
    assert [mention.day for mention in mentions] == [None, date(2024, 5, 3)]


def test_resolve_weekday() -> None:
    assert resolve_weekday("Wednesday", PUBLISHED) == PUBLISHED
    assert resolve_weekday("Wednesday", PUBLISHED, strict=True) == date(2025, 12, 17)
    assert resolve_weekday("Tuesday", PUBLISHED, plan=True) == date(2025, 12, 30)
    with pytest.raises(ValueError, match="noday"):
        resolve_weekday("noday", PUBLISHED)


def test_compare() -> None:
    december = (date(2025, 12, 1), date(2025, 12, 31))
    assert compare_dates(PUBLISHED, PUBLISHED) is DateRelation.SAME
    assert compare_dates(PUBLISHED, december) is DateRelation.OVERLAP
    assert compare_dates(PUBLISHED, date(2025, 12, 23)) is DateRelation.DISJOINT
    assert compare_dates(PUBLISHED, date(2025, 12, 23), slack=1) is DateRelation.OVERLAP
    assert compare_dates(PUBLISHED, None) is DateRelation.UNKNOWN
    assert compare_dates(find_dates("Wednesday")[0], PUBLISHED) is DateRelation.UNKNOWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets struck on Wednesday.", "Jets struck on 24 December 2025."),
        ("The army said Wednesday that it fired.", "The army said on 24 December 2025 that it fired."),
        ("Yesterday, they fled.", "On 23 December 2025, they fled."),
        ("They fled in July.", "They fled in July 2025."),
        ("They fled last month.", "They fled in November 2025."),
        ("the October 26 accords", "the 26 October 2025 accords"),
        ("Monday's attack killed three.", "The 22 December 2025 attack killed three."),
        ("He said Tuesday night's attack failed.", "He said the 23 December 2025 attack failed."),
        ("They fired on Tuesday night.", "They fired on the night of 23 December 2025."),
        ("Wednesday was quiet.", "24 December 2025 was quiet."),
        ("It ended late on Wednesday.", "It ended late on 24 December 2025."),
        ("at dawn on Thursday", "at dawn on 18 December 2025"),
        ("on 11 December 2025", "on 11 December 2025"),
        ("Nothing happened in 16 days.", "Nothing happened in 16 days."),
    ],
)
def test_absolute(text: str, expected: str) -> None:
    assert absolute(text, published=PUBLISHED) == expected
    # Writing it out twice changes nothing.
    assert absolute(expected, published=PUBLISHED) == expected


def test_a_publication_date_out_of_range_is_not_counted_from() -> None:
    assert find_dates("yesterday", published=date.min)[0].day is None


def test_absolute_without_publication_date() -> None:
    assert absolute("on Wednesday", published=None) == "on Wednesday"


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("0123456789 .-/May,DecWednesday’s last\nof ago two"), max_size=60),
    st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)),
)
def test_offsets_hold_on_any_text(text: str, published: date) -> None:
    for mention in find_dates(text, published=published):
        assert text[mention.start : mention.end] == mention.text
        assert mention.first is None or mention.last is None or mention.first <= mention.last
    absolute(text, published=published)


def test_month_of_a_truce_lies_behind_even_in_a_plan() -> None:
    day = date(2025, 12, 13)
    assert absolute("they were ready to restore the October truce", published=day) == "they were ready to restore the October 2025 truce"
    assert absolute("the ministers will meet in October", published=day) == "the ministers will meet in October 2026"
