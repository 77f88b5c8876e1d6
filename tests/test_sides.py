import pytest

from checker.parties import PartyResolver
from checker.sides import Sides, with_hosts


@pytest.mark.parametrize(
    ("focus", "party", "expected"),
    [
        (("GUY", "VEN"), "GUY", "VEN"),
        (("RWA", "FDLR", "COD", "M23"), "M23", "COD"),  # a group fights its host
        (("RWA", "FDLR", "COD", "M23"), "RWA", "COD"),  # a state fights states
        (("ISR", "HEZ", "LBN"), "ISR", "HEZ"),  # unless the group fights in the host's place
        (("ISR", "HEZ", "LBN"), "HEZ", "ISR"),
        (("PKK", "IRQ"), "PKK", "TUR"),  # also where the text never names the state
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


def test_a_group_that_rules_from_the_capital_stands_for_the_country() -> None:
    assert Sides(PartyResolver(), ("ARE", "HOUTHI", "YEM")).ruler("YEM") == "HOUTHI"
    assert Sides(PartyResolver(), ("ISR", "HEZ", "LBN")).ruler("LBN") == "LBN"  # Hezbollah holds no capital


def test_the_state_that_a_group_fights_is_a_side_though_unnamed() -> None:
    assert with_hosts(("PKK", "IRQ"), PartyResolver()) == ("PKK", "IRQ", "TUR")
    assert with_hosts(("GUY", "VEN"), PartyResolver()) == ("GUY", "VEN")
