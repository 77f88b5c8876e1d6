"""The texts of a pair as the model reads them."""

from datetime import date

import pytest

from checker.claim import Claim
from checker.model_texts import model_texts

DAY, PUBLISHED = date(2024, 12, 9), date(2024, 12, 10)
PREFIX = "Chad, Tuesday 10 December 2024: "


def claim(text: str, *, kind: str = "casualties", place: str = "", day: date | None = None) -> Claim:
    return Claim("c", "s", "d", ("TCD",), text, type=kind, places=(place,) if place else (), event_date=day, published=PUBLISHED)


@pytest.mark.parametrize(
    ("mine", "other", "read"),
    [
        (claim("Seven villagers died.", place="Moundou", day=DAY), claim("Nobody died."), "Seven villagers died in Moundou on 9 December 2024."),
        (claim("Nobody died."), claim("Seven villagers died.", place="Moundou", day=DAY), "Nobody died in Moundou on 9 December 2024."),
        (claim("Seven died in Moundou on 9 December 2024.", place="Moundou", day=DAY), claim("Nobody died."), "Seven died in Moundou on 9 December 2024."),
        (claim("Nobody died in Sarh.", place="Sarh"), claim("Seven died.", place="Moundou", day=DAY), "Nobody died in Sarh on 9 December 2024."),
        (claim("Nobody died in Moundou market.", place="Chari"), claim("Seven died.", place="Moundou"), "Nobody died in Moundou market."),
        (claim("Seven had died.", place="Moundou", day=DAY), claim("Nobody died."), "Seven had died in Moundou by 9 December 2024."),
        (claim("Nobody died."), claim("Seven died."), "Nobody died."),
        (claim("Nobody died.", kind=""), claim("Seven died.", kind="", place="Moundou", day=DAY), "Nobody died."),
    ],
)
def test_what_one_claim_leaves_open_is_taken_from_the_other(mine: Claim, other: Claim, read: str) -> None:
    assert model_texts(mine, other)[0] == PREFIX + read
    assert model_texts(other, mine)[1] == PREFIX + read
