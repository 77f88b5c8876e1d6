import pytest

from checker.amounts import quantities_of
from checker.claim import Bound


def found(text: str, kind: str) -> list[tuple[float, str]]:
    return [(amount.value, amount.unit) for amount in quantities_of(text, kind)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Some 90 families had left the town.", "displacement", [(90, "families displaced")]),
        ("1,200 families had already come home.", "displacement", [(1200, "families returned")]),
        ("Seven people were in hospital.", "casualties", [(7, "people wounded")]),
        ("A second civilian has died.", "casualties", [(2, "civilians killed")]),
        ("A third rocket was fired at the port.", "ground_fire", [(3, "rockets fired")]),
        ("Those uprooted since May now number 60,000.", "displacement", [(60_000, "people displaced")]),
        ("The number of wounded has risen to nine, two of them villagers.", "casualties", [(9, "people wounded"), (2, "civilians wounded")]),
        ("The air force has carried out nine strikes.", "air_strike", [(9, "air strikes")]),
        ("The shooting lasted about 40 minutes.", "ground_fire", [(40, "minutes of fire")]),
        ("Residents were warned 90 minutes before the raid.", "other", []),  # tells when
        ("Troops broke the truce within three hours of its start.", "ceasefire_violation", []),
        ("The raid destroyed a base along with 14 trucks.", "air_strike", [(14, "trucks destroyed")]),
        ("The army cleared 10 depots.", "other", [(10, "depots cleared")]),
        ("Two shells hit the school and four houses burned down.", "damage", [(2, "rounds fired"), (4, "houses burned")]),
        ("They control two thirds of the town.", "troop_movement", []),
        ("Two of the dead were traders.", "casualties", [(2, "civilians killed")]),
        ("A dozen soldiers were taken prisoner.", "capture_detention", [(12, "soldiers captured")]),
        ("Three men are in Chadian hands.", "capture_detention", [(3, "people detained")]),
        ("9,500 people had been moved to shelters in Gori.", "displacement", [(9500, "people evacuated")]),
        ("24 people were laid to rest in Gao.", "casualties", [(24, "people killed")]),
        ("19 people were still in treatment.", "casualties", [(19, "people wounded")]),
        ("Shells came down on two houses.", "ground_fire", [(2, "houses hit")]),
        ("Troops set 30 shops ablaze.", "damage", [(30, "shops burned")]),
        ("Three rockets were intercepted.", "ground_fire", [(3, "rockets intercepted")]),
        ("A grenade fell 20 meters from a patrol.", "ground_fire", [(20, "meters from patrol")]),
        ("Troops stood 300 meters north of the Blue Line until dusk.", "troop_movement", [(300, "meters from Blue Line")]),
        ("Troops were caught six kilometers inside Chad with a mortar.", "incursion", [(6, "kilometers inside Chad")]),
        ("A drone strayed two kilometers into Chad's airspace.", "incursion", [(2, "kilometers inside Chad")]),
    ],
)
def test_amounts_have_units_that_compare(text: str, kind: str, expected: list[tuple[float, str]]) -> None:
    assert found(text, kind) == expected


def test_bounds_are_kept() -> None:
    (amount,) = quantities_of("At least 90 families had left.", "displacement")
    assert (amount.value, amount.bound, amount.unit) == (90, Bound.AT_LEAST, "families displaced")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("A cutter four times its size struck the boat.", "other", []),
        ("Four men, not three, were hurt in the collision.", "casualties", [(4, "exact", "people wounded")]),
        ("They fired for a quarter of an hour.", "ground_fire", [(15, "exact", "minutes of fire")]),
        ("The spill came to less than half a tonne.", "other", [(0.5, "at_most", "tonnes")]),
        ("A third rocket was found in a field.", "ground_fire", [(3, "exact", "rockets fired")]),
        ("A third party was found in the talks.", "talks_agreement", []),
    ],
)
def test_fractions_comparisons_and_ordinals(text: str, kind: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(amount.value, amount.bound.value, amount.unit) for amount in quantities_of(text, kind)] == expected


def test_counts_spread_over_places() -> None:
    found = quantities_of("Those uprooted now number 60,000, of whom 38,000 are in Kalemie and 22,000 in Moba.", "displacement")
    assert [(amount.value, amount.unit) for amount in found] == [(60000, "people displaced"), (38000, "people displaced"), (22000, "people displaced")]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("A woman of 81 died at Gori.", "casualties", [(1, "civilians killed")]),
        ("The clinic counted nine civilian deaths.", "casualties", [(9, "civilians killed")]),
        ("Baku handed over 31 soldiers.", "capture_detention", [(31, "soldiers")]),
        ("Kabul flew over 200 troops home.", "troop_movement", [(200, "soldiers")]),
        ("Only 96 arrived.", "capture_detention", [(96, "people released")]),
        ("Only 96 arrived.", "other", []),
        ("Asmara will free 52.", "capture_detention", [(52, "people released")]),
        ("The villagers who left Tal now number 1,150.", "displacement", [(1_150, "people displaced")]),
        ("The house is number 12.", "displacement", []),
        ("The queue of trucks had grown to 700.", "other", [(700, "trucks")]),
        ("The losses were $2 million a day.", "other", [(2_000_000, "dollars")]),
        ("The post had recorded 40 shots before that.", "ground_fire", [(40, "rounds fired")]),
        ("The shells came one every two minutes.", "ground_fire", []),
        ("The ridge was watched for nine days.", "other", []),
        ("One of its aircraft filmed the ramming.", "other", []),
        ("Corporal Ali Hassan, 22, died of a wound.", "casualties", [(1, "soldiers killed")]),
        ("The body of a fisherman was washed ashore.", "casualties", [(1, "people killed")]),
        ("Four more herders are being held.", "capture_detention", [(4, "people detained")]),
        ("A third docker wounded at Odesa has died.", "casualties", [(3, "civilians killed")]),
        ("The three shelters are full.", "displacement", [(3, "shelters")]),
    ],
)
def test_counts_by_number_alone_and_numbers_that_count_nothing(text: str, kind: str, expected: list[tuple[float, str]]) -> None:
    assert found(text, kind) == expected
