from datetime import date

import pytest

from checker.analysis import analyse
from checker.document import Document
from checker.story import read_story


def day(text: str) -> date | None:
    return read_story(analyse(Document("d", text, published=date(2025, 5, 16)))).day  # a Friday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels shelled Gao on Tuesday, the army said.", date(2025, 5, 13)),
        ("Rebels shelled Gao on Tuesday, the army said on Friday.", date(2025, 5, 13)),
        ("The army said on Wednesday that rebels had shelled Gao.", None),  # the day of saying
        ("Rebels shelled Gao, the governor reported on Wednesday.", None),
        ("Rebels shelled Gao.\nThe army replied.\nIt rained.\nA clash on Monday had left two dead.", date(2025, 5, 12)),
        ("Ten people have died since Tuesday.", date(2025, 5, 13)),
        ("A truce was signed on 3 March 2011.", None),  # history
        ("GAO, 15 May 2025\nRebels shelled Gao on Tuesday.", date(2025, 5, 13)),  # the date of a heading
        ("", None),
    ],
)
def test_the_day_of_a_story(text: str, expected: date | None) -> None:
    assert day(text) == expected


def test_no_day_without_a_day_of_publication() -> None:
    assert read_story(analyse(Document("d", "Rebels shelled Gao on Tuesday."))).day is None


def test_places_and_persons_are_read_once() -> None:
    story = read_story(analyse(Document("d", "Rebels shelled Gao in Mali. Residents of Gao fled, Anna Keller said.")))
    assert [place.name for place in story.places].count("Gao") == 2
    assert story.by_name["Gao"] == next(place for place in story.places if place.name == "Gao")
    assert "Keller" in story.persons
