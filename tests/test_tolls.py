from datetime import date

import pytest

from checker.claim import Bound
from checker.text_reading import read_text
from checker.tolls import Toll, compare_tolls, relation

DAY = date(2025, 7, 24)


def tolls(text, party=None):
    return read_text(text, party, DAY).counts


def toll(value, bound=Bound.EXACT, noun="soldiers", fate="killed", side=None):
    return Toll(0, 0, value, bound, noun, fate, side)


@pytest.mark.parametrize(
    ("x", "y", "name"),
    [
        (toll(16), toll(16), "equal"),
        (toll(16), toll(20, Bound.AT_MOST), "entails"),  # 16 lies below 20
        (toll(20, Bound.AT_LEAST), toll(30, Bound.AT_LEAST), "entails"),  # 30 or more are 20 or more
        (toll(10, Bound.AT_LEAST), toll(20, Bound.AT_MOST), "overlap"),
        (toll(10, Bound.AT_MOST), toll(12), "clash"),
        (toll(13), toll(58, noun="people"), "part"),  # 13 soldiers may be among 58 people
        (toll(58), toll(13, noun="people"), "clash"),  # ... but not 58 soldiers among 13
        (toll(13), toll(13, fate="wounded"), "apart"),
        (toll(13), toll(40, noun="fighters"), "apart"),
        (toll(13, side="THA"), toll(40, side="KHM"), "side"),
        (toll(17, noun="people"), toll(60, noun="people", fate="casualties"), "part"),
    ],
)
def test_relation_is_symmetric(x, y, name):
    assert relation(x, y) == relation(y, x) == name


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("Three soldiers and four civilians were killed.", "Seven people were killed.", "sum"),
        ("Sixteen soldiers were killed.", "Fewer than twenty men of our army fell.", "entails"),
        ("Seventeen soldiers were killed.", "The fighting took 17 lives.", "equal"),
        ("About 60,000 people have left their homes.", "Two hundred thousand people have fled their homes.", "clash"),
        ("Twelve civilians were killed.", "The road was closed.", "one"),
        ("The road was closed.", "The bridge was open.", "none"),
        ("Our army has 50 dead, 42 of them soldiers.", "Fifty of their men are dead.", "equal"),
    ],
)
def test_counts_of_texts(a, b, level):
    assert compare_tolls(tolls(a), tolls(b))[0] == level


def test_a_later_larger_toll_is_an_update_and_a_smaller_one_is_not():
    early, late = tolls("Fourteen people have died in the flood."), tolls("The flood has killed 19 people.")
    assert compare_tolls(early, late, grown=1)[0] == "update"
    assert compare_tolls(early, late, grown=-1)[0] == "clash"
    level, shown = compare_tolls(early, late)
    assert level == "clash"
    assert [str(one) for one in shown] == ["14 people killed", "19 people killed"]


def test_whose_losses_are_counted():
    assert [one.side for one in tolls("We lost nine men at the pass.", "THA")] == ["THA"]
    assert [one.side for one in tolls("Five Cambodian soldiers were killed.", "THA")] == ["KHM"]
    assert [one.side for one in tolls("Armenia has had over a hundred men killed in two days.", "AZE")] == ["ARM"]
    assert compare_tolls(tolls("We lost nine men.", "THA"), tolls("We lost four men.", "KHM"))[0] == "side"


def test_nationals_are_people_and_bounds_may_be_negated():
    assert [(one.noun, one.fate) for one in tolls("Some 200,000 Serbs were driven out of the region.")] == [("people", "displaced")]
    assert [(one.value, one.bound) for one in tolls("Not under ten soldiers died.")] == [(10, Bound.AT_LEAST)]
    assert [(one.value, one.bound) for one in tolls("Peru's dead at Base Sur numbered seven.")] == [(7, Bound.EXACT)]
