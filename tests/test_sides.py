import pytest

from checker.parties import PartyResolver
from checker.sides import Sides


@pytest.mark.parametrize(
    ("focus", "party", "expected"),
    [
        (("GUY", "VEN"), "GUY", "VEN"),
        (("RWA", "FDLR", "COD", "M23"), "M23", "COD"),  # a group fights its host
        (("RWA", "FDLR", "COD", "M23"), "RWA", "COD"),  # a state fights states
        (("ISR", "HEZ", "LBN"), "ISR", "HEZ"),  # unless the group fights in the host's place
        (("ISR", "HEZ", "LBN"), "HEZ", "ISR"),
        (("GUY", "VEN"), "FRA", None),  # no party of the conflict
        ((), "GUY", None),
        (("GUY", "VEN"), None, None),
    ],
)
def test_the_other_side(focus: tuple[str, ...], party: str | None, expected: str | None) -> None:
    assert Sides(PartyResolver(), focus).opponent(party) == expected


def test_who_speaks_is_the_other_side_of_whom_he_blames() -> None:
    assert Sides(PartyResolver(), ("RWA", "COD", "M23")).opponent("RWA", "M23") == "M23"


def test_media_stand_for_their_country_only_in_its_conflict() -> None:
    sides = Sides(PartyResolver(), ("KHM", "THA"))
    assert sides.own(("TVK",)) == "KHM"
    assert sides.own(("KHM",)) == "KHM"
    assert sides.own(("ALNOUR",)) is None
    assert sides.own(("KHM", "THA")) is None
